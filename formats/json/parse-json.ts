/** Words that Python's writer puts where JSON has no number. */
const PYTHON_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * The value of a JSON text; bare `NaN`, `Infinity` and `-Infinity`, which Python writes, are read as texts of the same
 * name. Throws `SyntaxError` for anything else that is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    const quoted = text.replace(PYTHON_NUMBERS, (match) => (match.startsWith('"') ? match : `"${match}"`));
    return JSON.parse(quoted);
  }
}
