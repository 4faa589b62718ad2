import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PlumblineError } from "@/contracts/errors";
import type { UploadStore } from "@/contracts/platform";
import { appendPart } from "./upload-parts";

/** Bytes of a file that are read at a time. */
const READ_BYTES = 256 * 1024;

/** Uploads as files of one directory. A file appears under its key only when all of it has arrived. */
export function createDirectoryUploadStore(directory: string): UploadStore {
  const openPath = (key: string) => `${pathOf(directory, key)}.open`;
  return {
    put: (key, body, limits) => put(directory, key, body, limits.maxBytes),
    read: (key, range) => read(pathOf(directory, key), range),
    size: async (key) => sizeOf(pathOf(directory, key)),
    remove: async (key) => {
      await rm(pathOf(directory, key), { force: true });
      await rm(openPath(key), { force: true });
    },
    append: async (key, offset, body, { maxBytes }) => {
      const path = openPath(key);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      return appendPart(path, offset, limited(body, offset, maxBytes));
    },
    partSize: async (key) => sizeOf(openPath(key)),
    complete: async (key, to) => {
      const target = pathOf(directory, to);
      const isOpen = (await sizeOf(openPath(key))) !== null;
      const stored = await hashOf(isOpen ? openPath(key) : target);
      if (isOpen) await rename(openPath(key), target);
      return stored;
    },
  };
}

async function put(directory: string, key: string, body: AsyncIterable<Uint8Array>, maxBytes: number) {
  const target = pathOf(directory, key);
  const part = `${target}.${randomBytes(6).toString("hex")}.part`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = await open(part, "wx", 0o600);
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of limited(body, 0, maxBytes)) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    await file.close();
    await rename(part, target);
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    await file.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}

async function* limited(body: AsyncIterable<Uint8Array>, offset: number, maxBytes: number) {
  let bytes = offset;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

async function* read(path: string, range?: { start: number; end?: number }): AsyncIterable<Uint8Array> {
  const start = range?.start ?? 0;
  if (range?.end !== undefined && range.end <= start) return;
  // Node's `end` is inclusive, ours is not.
  const end = range?.end === undefined ? undefined : range.end - 1;
  const stream: AsyncIterable<Buffer> = createReadStream(path, { start, end, highWaterMark: READ_BYTES });
  try {
    yield* stream;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new PlumblineError("not_found", "The uploaded file is gone.", {
      hint: "Upload it again.",
      cause: error,
    });
  }
}

async function hashOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of read(path)) {
    bytes += chunk.byteLength;
    hash.update(chunk);
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function tooLarge(maxBytes: number): PlumblineError {
  return new PlumblineError("payload_too_large", `The upload is larger than ${maxBytes} bytes.`, {
    hint: "Compress it with gzip, split it, or ask the operator for a higher PLUMBLINE_UPLOAD_COMPRESSED_BYTES.",
  });
}

/** Keys are made by us, but a wrong one must still never leave the directory. */
function pathOf(directory: string, key: string): string {
  if (!/^[a-z0-9_-]{1,120}$/.test(key)) throw new Error("not an upload key");
  return join(directory, key);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
