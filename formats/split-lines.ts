/** One line of a byte stream, without its line break; `bytes` is null where the line is longer than allowed. */
export type RawLine = { line: number; bytes: Uint8Array | null };

const LINE_FEED = 10;
const RETURN = 13;

/**
 * Cuts a byte stream into numbered lines (from 1). A line that is too long is counted and skipped without being held
 * in memory. A last line without a line break counts; an empty rest does not. `\r\n` is one line break.
 */
export async function* splitLines(
  input: AsyncIterable<Uint8Array>,
  limits: { lineBytes: number },
): AsyncGenerator<RawLine> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let skipping = false;
  let line = 1;
  const take = (): RawLine => {
    const bytes = skipping ? null : withoutReturn(joined(parts, held));
    parts = [];
    held = 0;
    skipping = false;
    return { line: line++, bytes };
  };
  const hold = (part: Uint8Array): void => {
    if (skipping) return;
    held += part.byteLength;
    if (held > limits.lineBytes) {
      parts = [];
      skipping = true;
    } else if (part.byteLength > 0) parts.push(part);
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      hold(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (held > 0) yield take();
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
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

function withoutReturn(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes;
}
