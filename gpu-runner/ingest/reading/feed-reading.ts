/** Bytes that travel in one message: few messages, and little that waits. */
const PART_BYTES = 1024 ** 2;

type Give = (bytes: Uint8Array | null) => void;

/**
 * Answers the pulls of a reader from a stream, in order, null after its end. `onError` is told what the stream throws; nothing is
 * given after that or after `end`, which also closes the stream.
 */
export function feedReading(input: AsyncIterable<Uint8Array>, onError: (error: unknown) => void) {
  const source = input[Symbol.asyncIterator]();
  let isOver = false;
  let isDrained = false;
  let last: Promise<void> = Promise.resolve();
  const answer = async (give: Give) => {
    if (isOver) return;
    const bytes = isDrained ? null : await nextPart();
    if (!isOver) give(bytes);
  };
  /** Small chunks of the network are joined to one part, as far as they are a fraction of it. */
  async function nextPart(): Promise<Uint8Array | null> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    while (bytes < PART_BYTES) {
      const next = await source.next();
      if (next.done) {
        isDrained = true;
        break;
      }
      chunks.push(next.value);
      bytes += next.value.byteLength;
    }
    return bytes === 0 && isDrained ? null : Buffer.concat(chunks, bytes);
  }
  return {
    pull: (give: Give): void => {
      last = last
        .then(() => answer(give))
        .catch((error: unknown) => {
          isOver = true;
          onError(error);
        });
    },
    end: (): void => {
      isOver = true;
      // It may be waiting for the network, which ends in its own time.
      if (!isDrained) void source.return?.(undefined)?.catch(() => {});
    },
  };
}
