import { peek } from "./peek";
import { StreamError } from "./stream-error";
import { unzstd } from "./unzstd";

export type ExpandLimits = { compressedBytes: number; expandedBytes: number; ratio: number };

/** Below this much text the ratio says nothing: a few repeated lines compress a thousandfold. */
const RATIO_FROM_BYTES = 16 * 1024 ** 2;

/**
 * The plain bytes of an upload: gzip and zstd are recognised by their first bytes, anything else passes as it is. Stops
 * with a `StreamError` past the size limits and on a stream that ends early or is damaged. Uses the platform's own gzip
 * and a decompressor in TypeScript for zstd, so that it runs in Node, in a worker and in a browser.
 */
export async function* expand(
  input: AsyncIterable<Uint8Array>,
  limits: ExpandLimits,
): AsyncGenerator<Uint8Array> {
  let compressed = 0;
  const counted = (async function* () {
    for await (const chunk of input) {
      compressed += chunk.byteLength;
      if (compressed > limits.compressedBytes) {
        throw new StreamError("too_large", `The file is longer than ${limits.compressedBytes} bytes.`);
      }
      yield chunk;
    }
  })();
  const { head, rest } = await peek(counted, 4);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const isZstd = head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
  const zipped = isGzip || isZstd;
  let expanded = 0;
  for await (const chunk of isGzip ? gunzip(rest) : isZstd ? unzstd(rest) : rest) {
    expanded += chunk.byteLength;
    if (expanded > limits.expandedBytes) {
      throw new StreamError("too_large", `The file holds more than ${limits.expandedBytes} bytes of text.`);
    }
    if (zipped && expanded > RATIO_FROM_BYTES && expanded > compressed * limits.ratio) {
      throw new StreamError("too_large", `The file expands to more than ${limits.ratio} times its size.`);
    }
    yield chunk;
  }
}

async function* gunzip(input: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sourceError: unknown = null;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const next = await input.next();
          if (next.done) controller.close();
          else controller.enqueue(new Uint8Array(next.value));
        } catch (error) {
          sourceError = error;
          controller.error(error);
        }
      },
      async cancel() {
        await input.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    if (sourceError !== null) throw sourceError;
    throw new StreamError("truncated_stream", "The gzip stream is damaged or ends before its end.", {
      cause: error,
    });
  } finally {
    await reader.cancel().catch(() => {});
  }
}
