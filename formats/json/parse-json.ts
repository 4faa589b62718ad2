import { endOfText } from "./structure";

/** Words that Python's writer puts where JSON has no number. */
const PYTHON_NUMBERS = /-?\bInfinity\b|\bNaN\b/g;

/**
 * The value of a JSON text; bare `NaN`, `Infinity` and `-Infinity`, which Python writes, are read as texts of the same
 * name. Throws `SyntaxError` for anything else that is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    const quoted = withQuotedNumbers(text);
    if (quoted === null) throw error;
    return JSON.parse(quoted);
  }
}

/** The text with those words in quotes wherever they are not inside a text; null where a text is not closed. */
function withQuotedNumbers(text: string): string | null {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    parts.push(text.slice(at, quote < 0 ? text.length : quote).replace(PYTHON_NUMBERS, '"$&"'));
    if (quote < 0) break;
    const end = endOfText(text, quote);
    if (end < 0) return null;
    parts.push(text.slice(quote, end + 1));
    at = end + 1;
  }
  return parts.join("");
}
