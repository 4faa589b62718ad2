/** The start of a stream, and the whole stream again. `error` is what ended the reading ahead; `rest` throws it too. */
export type Peeked = { head: Uint8Array; complete: boolean; rest: AsyncGenerator<Uint8Array> };

/** Reads at least `bytes` bytes ahead (fewer where the stream is shorter or breaks) and gives the whole stream back. */
export async function peek(input: AsyncGenerator<Uint8Array>, bytes: number): Promise<Peeked> {
  const parts: Uint8Array[] = [];
  let held = 0;
  let complete = false;
  let broken: { error: unknown } | null = null;
  try {
    while (held < bytes) {
      const next = await input.next();
      if (next.done) {
        complete = true;
        break;
      }
      parts.push(next.value);
      held += next.value.byteLength;
    }
  } catch (error) {
    broken = { error };
  }
  const head = concat(parts, held);
  const rest = (async function* () {
    try {
      if (held > 0) yield head;
      if (broken !== null) throw broken.error;
      yield* input;
    } finally {
      await input.return(undefined);
    }
  })();
  return { head, complete, rest };
}

export function concat(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
