import { concat } from "../peek";
import { StreamError } from "../stream-error";
import { accessBytes, type RandomAccess } from "./random-access";

/** Largest archive or Parquet file that is held in memory where the caller offers no other place. */
const MAX_HELD_BYTES = 256 * 1024 ** 2;

/** Makes a stream readable at any place; `close` frees what it took. */
export type Spool = (
  input: AsyncIterable<Uint8Array>,
) => Promise<{ access: RandomAccess; close(): Promise<void> }>;

/** Holds the stream in memory, up to 256 MiB. */
export const inMemory: Spool = async (input) => {
  const parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of input) {
    held += part.byteLength;
    if (held > MAX_HELD_BYTES) {
      const message = `Archives and Parquet files are read up to ${MAX_HELD_BYTES} bytes here.`;
      throw new StreamError("too_large", message);
    }
    parts.push(part);
  }
  return { access: accessBytes(concat(parts, held)), close: async () => {} };
};
