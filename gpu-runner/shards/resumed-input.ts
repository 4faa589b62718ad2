import { Backoff } from "../lease/backoff";
import { isPassing, type LeaseRef, type ServerClient } from "../lease/server-client";

/** The bytes of a lease's upload; goes on from the last byte where the connection breaks. */
export async function* resumedInput(
  client: ServerClient,
  lease: LeaseRef,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const backoff = new Backoff();
  let offset = 0;
  for (;;) {
    try {
      for await (const chunk of client.input(lease, signal, offset)) {
        offset += chunk.byteLength;
        backoff.reset();
        yield chunk;
      }
      return;
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
      await backoff.wait(signal);
    }
  }
}
