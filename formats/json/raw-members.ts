/**
 * The text of some members of a JSON object, exactly as written: numbers beyond double precision, `1.0` beside `1`, and
 * Python's `Infinity` do not survive being read as values. The text must be a JSON object.
 */
export function rawMembers(text: string, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  let at = text.indexOf("{") + 1;
  while (at > 0 && at < text.length) {
    const keyStart = text.indexOf('"', at);
    if (keyStart < 0) break;
    const keyEnd = endOfText(text, keyStart);
    const valueStart = text.indexOf(":", keyEnd) + 1;
    const valueEnd = endOfValue(text, valueStart);
    const name: unknown = JSON.parse(text.slice(keyStart, keyEnd));
    if (typeof name === "string" && names.includes(name))
      found[name] = text.slice(valueStart, valueEnd).trim();
    at = valueEnd + 1;
  }
  return found;
}

/** After the closing quote of the text that begins here. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  throw new SyntaxError("A text in the JSON object is not closed.");
}

/** The comma or brace that ends the value which begins here. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfText(text, at) - 1;
    else if (character === "[" || character === "{") depth++;
    else if (depth === 0 && (character === "," || character === "}")) return at;
    else if (character === "]" || character === "}") depth--;
  }
  throw new SyntaxError("The JSON object is not closed.");
}
