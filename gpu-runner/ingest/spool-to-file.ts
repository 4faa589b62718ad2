import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Spool } from "@/formats";

/**
 * Writes an archive or a Parquet file to a temporary file of this user, so that it is read in place and never held whole. The
 * file has no name from the start: it goes with the process, however that ends.
 */
export const spoolToFile: Spool = async (input) => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-upload-"));
  const file = await open(path.join(folder, "upload"), "wx+", 0o600);
  await rm(folder, { recursive: true, force: true });
  try {
    let byteLength = 0;
    for await (const chunk of input) {
      await file.write(chunk);
      byteLength += chunk.byteLength;
    }
    const read = async (start: number, end: number) => {
      const bytes = new Uint8Array(Math.max(0, end - start));
      const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, start);
      return bytes.subarray(0, bytesRead);
    };
    return { access: { byteLength, read }, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
};
