"use client";

import { useCallback, useRef, useState } from "react";
import type { FilePreview } from "./preview-file";

export type PreviewState =
  | { step: "none" }
  | { step: "reading"; name: string }
  | { step: "failed"; name: string }
  | { step: "done"; name: string; preview: FilePreview };

/** Looks into the chosen file; the readers of all formats are loaded when the first file is chosen. */
export function useFilePreview() {
  const [preview, setPreview] = useState<PreviewState>({ step: "none" });
  const latest = useRef<File | null>(null);
  const look = useCallback(async (file: File | undefined) => {
    latest.current = file ?? null;
    if (file === undefined) return setPreview({ step: "none" });
    const { name } = file;
    setPreview({ step: "reading", name });
    let next: PreviewState;
    try {
      const { previewFile } = await import("./preview-file");
      next = { step: "done", name, preview: await previewFile(file) };
    } catch {
      // The file is gone or not readable, or the reader was not loaded: sending it is still possible.
      next = { step: "failed", name };
    }
    // Another file may have been chosen meanwhile.
    if (latest.current === file) setPreview(next);
  }, []);
  return { preview, look };
}
