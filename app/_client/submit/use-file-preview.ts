"use client";

import { useCallback, useRef, useState } from "react";
import type { FilePreview } from "./preview-file";

export type PreviewState =
  | { step: "none" }
  | { step: "reading"; name: string }
  | { step: "failed"; name: string }
  | { step: "done"; name: string; preview: FilePreview };

/** Null where the file cannot be read. Throws where no worker can be started. */
function inWorker(file: File): Promise<FilePreview | null> {
  const worker = new Worker(new URL("./preview-worker.ts", import.meta.url));
  return new Promise<FilePreview | null>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FilePreview | null>) => resolve(data);
    worker.onerror = () => reject(new Error("the worker did not start"));
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}

/** Looks into the chosen file in a worker, which is loaded with the readers of all formats when a file is chosen. */
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
      const found = await inWorker(file);
      next = found === null ? { step: "failed", name } : { step: "done", name, preview: found };
    } catch {
      // The file is gone or not readable, or the reader was not loaded: sending it is still possible.
      next = { step: "failed", name };
    }
    // Another file may have been chosen meanwhile.
    if (latest.current === file) setPreview(next);
  }, []);
  return { preview, look };
}
