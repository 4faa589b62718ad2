import { PlumblineError } from "@/contracts/errors";

/** A web stream over chunks; reads no further than it is read, and ends the source when the reader goes away. */
export function byteStream(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

const BATCH_BYTES = 64 * 1024;

/** Values as newline-delimited JSON, sent in parts of about 64 KiB. */
export function ndjsonStream(values: AsyncIterable<unknown>): ReadableStream<Uint8Array> {
  return byteStream(lineChunks(values));
}

async function* lineChunks(values: AsyncIterable<unknown>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  let text = "";
  for await (const value of values) {
    text += `${JSON.stringify(value)}\n`;
    if (text.length < BATCH_BYTES) continue;
    yield encoder.encode(text);
    text = "";
  }
  if (text !== "") yield encoder.encode(text);
}

/** `bytes=a-b` or `bytes=a-` as [start, end); null where the whole is asked for. Throws `invalid_input` outside of the file. */
export function parseRange(header: string | null, bytes: number): { start: number; end: number } | null {
  if (header === null) return null;
  const match = /^bytes=(\d{1,15})-(\d{1,15})?$/.exec(header);
  const start = Number(match?.[1] ?? Number.NaN);
  const end = match?.[2] === undefined ? bytes : Math.min(bytes, Number(match[2]) + 1);
  if (Number.isInteger(start) && start < end) return { start, end };
  throw new PlumblineError("invalid_input", "The range is not within the file.", {
    hint: `Ask for bytes=<start>-<end> below ${bytes}.`,
  });
}
