"use client";

import { previewFile } from "./preview-file";
import type { FromPreviewWorker } from "./preview-in-worker";

/** How often the page is told that another row was read. */
const SIGN_MS = 1_000;

const tell = (message: FromPreviewWorker) => self.postMessage(message);

// The readers of all formats run here, so that a large file never makes the page wait. One file, one answer.
self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  let toldMs = performance.now();
  const onRow = () => {
    if (performance.now() - toldMs < SIGN_MS) return;
    toldMs = performance.now();
    tell(null);
  };
  tell(null);
  tell({ found: await previewFile(data, onRow).catch(() => null) });
};
