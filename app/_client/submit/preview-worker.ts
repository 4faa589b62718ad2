"use client";

import { previewFile } from "./preview-file";

// The readers of all formats run here, so that a large file never makes the page wait. One file, one answer.
self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  self.postMessage(await previewFile(data).catch(() => null));
};
