import { parseJson } from "./parse-json";

/** Deeper texts are no rows of ours (`structureFault`), and closing them all would only be work. */
const MAX_DEPTH = 256;

/** The value of a JSON text that may be cut anywhere: what was complete before the cut. Undefined where nothing was. */
export function parseStart(text: string): unknown {
  const closers: string[] = [];
  let inText = false;
  let cut = -1;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (inText) {
      if (letter === "\\") at++;
      else if (letter === '"') inText = false;
      continue;
    }
    if (letter === '"') inText = true;
    else if (letter === "{" || letter === "[") {
      if (closers.push(letter === "{" ? "}" : "]") > MAX_DEPTH) return undefined;
      cut = at + 1;
    } else if (letter === "}" || letter === "]") {
      closers.pop();
      cut = at + 1;
      if (closers.length === 0) break;
    } else if (letter === ",") cut = at;
  }
  if (cut < 0) return undefined;
  try {
    // Every opening and closing moved the cut, so what is open at the end was open there.
    return parseJson(text.slice(0, cut) + closers.reverse().join(""));
  } catch {
    return undefined;
  }
}

/** Where the first JSON value of a text ends (exclusive); null where it does not end within the text. */
export function endOfFirst(text: string): number | null {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (inText) {
      if (letter === "\\") at++;
      else if (letter === '"') inText = false;
    } else if (letter === '"') inText = true;
    else if (letter === "{" || letter === "[") depth++;
    else if ((letter === "}" || letter === "]") && --depth <= 0) return at + 1;
  }
  return null;
}
