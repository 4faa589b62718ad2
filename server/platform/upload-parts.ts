import { constants, type FileHandle, open } from "node:fs/promises";
import { PlumblineError } from "@/contracts/errors";

/**
 * Writes a body at the end of an unfinished file and returns the file's size. What arrived before the body broke off is
 * kept, so that the next part can begin there. Bytes are written to their place, not appended: two deliveries of one part
 * at the same time leave the file as one would.
 */
export async function appendPart(
  path: string,
  offset: number,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = await file.stat();
    if (size !== offset) {
      throw new PlumblineError("conflict", `The upload stands at byte ${size}, not at ${offset}.`, {
        hint: "Ask where it stands with HEAD and go on from there.",
      });
    }
    let at = offset;
    for await (const chunk of body) at += await writeAt(file, chunk, at);
    return at;
  } finally {
    await file.datasync();
    await file.close();
  }
}

async function writeAt(file: FileHandle, chunk: Uint8Array, at: number): Promise<number> {
  let written = 0;
  while (written < chunk.byteLength) {
    const { bytesWritten } = await file.write(chunk, written, chunk.byteLength - written, at + written);
    written += bytesWritten;
  }
  return written;
}
