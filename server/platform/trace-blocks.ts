import { promisify } from "node:util";
import { gunzip, gzip, type ZlibOptions } from "node:zlib";

/** Uncompressed size at which a block is closed; a longer text makes a block of its own. */
export const BLOCK_BYTES = 256 * 1024;

export type PackedBlock = {
  data: Buffer;
  rawBytes: number;
  texts: { sha256: string; offsetBytes: number; lengthBytes: number }[];
};

/** Texts of models shrink nearly as far at the quickest level, at a quarter of the processor time. */
const LEVEL = 1;

const packed = (parts: readonly Buffer[]) =>
  promisify<Buffer, ZlibOptions, Buffer>(gzip)(Buffer.concat(parts), { level: LEVEL });

/** Fills blocks with texts in the given order. */
export async function* packBlocks(
  texts: readonly { sha256: string; text: Buffer }[],
): AsyncIterable<PackedBlock> {
  let parts: Buffer[] = [];
  let index: PackedBlock["texts"] = [];
  let rawBytes = 0;
  for (const { sha256, text } of texts) {
    if (rawBytes > 0 && rawBytes + text.length > BLOCK_BYTES) {
      yield { data: await packed(parts), rawBytes, texts: index };
      parts = [];
      index = [];
      rawBytes = 0;
    }
    index.push({ sha256, offsetBytes: rawBytes, lengthBytes: text.length });
    parts.push(text);
    rawBytes += text.length;
  }
  if (parts.length > 0) yield { data: await packed(parts), rawBytes, texts: index };
}

/** The uncompressed bytes of a block; refuses one that is longer than its row says. */
export async function unpackText(data: Uint8Array, rawBytes: number): Promise<Buffer> {
  const raw = await promisify(gunzip)(data, { maxOutputLength: Math.max(1, rawBytes) });
  if (raw.length !== rawBytes) throw new Error("a trace block is damaged");
  return raw;
}
