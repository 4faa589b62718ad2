import { Decompress } from "fzstd";
import { StreamError } from "./stream-error";
import { ZstdFrames } from "./zstd-frames";

/** Bytes given to the decompressor at once, so that a small input cannot give a large output in one step. */
const STEP_BYTES = 64 * 1024;

/** Expands a Zstandard stream; `StreamError` where it is damaged or ends early. */
export async function* unzstd(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const frames = new ZstdFrames();
  let ready: Uint8Array[] = [];
  const stream = new Decompress((data) => {
    if (data.byteLength > 0) ready.push(new Uint8Array(data));
  });
  const step = (piece: Uint8Array, final: boolean): void => {
    try {
      stream.push(piece, final);
    } catch (error) {
      throw new StreamError("truncated_stream", "The zstd stream is damaged or ends before its end.", {
        cause: error,
      });
    }
  };
  for await (const chunk of input) {
    for (let at = 0; at < chunk.byteLength; at += STEP_BYTES) {
      const piece = chunk.subarray(at, at + STEP_BYTES);
      frames.push(piece);
      step(piece, false);
      yield* ready;
      ready = [];
    }
  }
  step(new Uint8Array(0), true);
  yield* ready;
}
