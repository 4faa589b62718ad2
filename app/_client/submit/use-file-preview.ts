"use client";

import { useCallback, useRef, useState } from "react";
import type { FilePreview } from "./preview-file";
import { PreviewStopped, previewInWorker } from "./preview-in-worker";

export type PreviewState =
  | { step: "none" }
  | { step: "reading"; name: string }
  | { step: "failed"; name: string }
  | { step: "stopped"; name: string }
  | { step: "done"; name: string; preview: FilePreview };

/** Looks into the chosen file in a worker, which is loaded with the readers of all formats when a file is chosen. */
export function useFilePreview() {
  const [preview, setPreview] = useState<PreviewState>({ step: "none" });
  const latest = useRef(new AbortController());
  const look = useCallback(async (file: File | undefined) => {
    // Another file was chosen: nobody asks for the one before.
    latest.current.abort();
    latest.current = new AbortController();
    const { signal } = latest.current;
    if (file === undefined) return setPreview({ step: "none" });
    const { name } = file;
    setPreview({ step: "reading", name });
    let next: PreviewState;
    try {
      const found = await previewInWorker(file, signal);
      next = found === null ? { step: "failed", name } : { step: "done", name, preview: found };
    } catch (error) {
      // The file is gone or not readable, holds its reader up, or the reader was not loaded: sending it is still possible.
      next = { step: error instanceof PreviewStopped ? "stopped" : "failed", name };
    }
    if (!signal.aborted) setPreview(next);
  }, []);
  return { preview, look };
}
