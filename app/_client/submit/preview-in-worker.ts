import type { FilePreview } from "./preview-file";

/** How long the worker may give no sign of another row, and how long it may take altogether. */
export const PREVIEW_TIME = { stillMs: 20_000, wholeMs: 60_000 } as const;

/** A worker says with null that it gets on; what it found comes last. */
export type FromPreviewWorker = null | { found: FilePreview | null };

/** The worker was ended: it gave no sign for too long, or took too long. */
export class PreviewStopped extends Error {}

/**
 * Looks into a file in a worker of its own, which is ended when it answers, is held up by the file or is not asked any more
 * (`signal`). Null where the file cannot be read. Throws where no worker can be started, `PreviewStopped` where it was ended.
 */
export function previewInWorker(file: File, signal: AbortSignal): Promise<FilePreview | null> {
  const worker = new Worker(new URL("./preview-worker.ts", import.meta.url));
  let still: ReturnType<typeof setTimeout>;
  let whole: ReturnType<typeof setTimeout>;
  return new Promise<FilePreview | null>((resolve, reject) => {
    const stop = () => reject(new PreviewStopped());
    const watch = () => {
      clearTimeout(still);
      still = setTimeout(stop, PREVIEW_TIME.stillMs);
    };
    watch();
    whole = setTimeout(stop, PREVIEW_TIME.wholeMs);
    signal.addEventListener("abort", stop, { once: true });
    worker.onmessage = ({ data }: MessageEvent<FromPreviewWorker>) => {
      if (data === null) watch();
      else resolve(data.found);
    };
    worker.onerror = () => reject(new Error("the worker did not start"));
    worker.postMessage(file);
  }).finally(() => {
    clearTimeout(still);
    clearTimeout(whole);
    worker.terminate();
  });
}
