import { parseJson } from "./parse-json";

/** The value of a JSON text that may be cut anywhere: what was complete before the cut. Undefined where nothing was. */
export function parseStart(text: string): unknown {
  const closers: string[] = [];
  let inText = false;
  let cut = -1;
  let closing = "";
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (inText) {
      if (letter === "\\") at++;
      else if (letter === '"') inText = false;
      continue;
    }
    if (letter === '"') inText = true;
    else if (letter === "{" || letter === "[") {
      closers.unshift(letter === "{" ? "}" : "]");
      [cut, closing] = [at + 1, closers.join("")];
    } else if (letter === "}" || letter === "]") {
      closers.shift();
      [cut, closing] = [at + 1, closers.join("")];
      if (closers.length === 0) break;
    } else if (letter === ",") [cut, closing] = [at, closers.join("")];
  }
  if (cut < 0) return undefined;
  try {
    return parseJson(text.slice(0, cut) + closing);
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
