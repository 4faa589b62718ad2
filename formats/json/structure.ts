/** Deepest nesting of a row; known formats stay below 40. What walks over a value later may then be recursive. */
const MAX_DEPTH = 256;
/** Values of one row. Small ones take tens of bytes of memory each for one or two bytes of text. */
const MAX_VALUES = 4_000_000;

const [QUOTE, COMMA, BACKSLASH] = [34, 44, 92];
const [ARRAY, ARRAY_END, OBJECT, OBJECT_END] = [91, 93, 123, 125];

/**
 * What is wrong with the shape of a JSON text before it is parsed: nested too deeply, or too many values; null where
 * nothing is. Whether it is JSON at all is for the parser to say.
 */
export function structureFault(text: string): string | null {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfText(text, at);
      if (at < 0) return null;
    } else if (code === ARRAY || code === OBJECT) {
      values++;
      if (++depth > MAX_DEPTH) return `it nests deeper than ${MAX_DEPTH} levels`;
    } else if (code === ARRAY_END || code === OBJECT_END) depth--;
    else if (code === COMMA) values++;
    if (values > MAX_VALUES) return `it holds more than ${MAX_VALUES} values`;
  }
  return null;
}

/** The closing quote of the text that begins here; -1 where there is none. */
export function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}
