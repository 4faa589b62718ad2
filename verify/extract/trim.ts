import { skipSpace, skipSpaceBack } from "./scan";

const WRAPPERS: readonly (readonly [string, string])[] = [
  ["$$", "$$"],
  ["\\[", "\\]"],
  ["\\(", "\\)"],
  ["$", "$"],
  ["**", "**"],
  ["`", "`"],
  ['"', '"'],
  ["“", "”"],
];

/** Takes off what surrounds an answer and says nothing: white space, delimiters, bold marks, a final full stop. */
export function trimAnswer(raw: string): string {
  let start = 0;
  let end = raw.length;
  for (let moved = true; moved && start < end; ) {
    moved = false;
    const from = skipSpace(raw, start);
    const to = skipSpaceBack(raw, end, from);
    if (from !== start || to !== end) moved = true;
    start = from;
    end = to;
    const last = raw[end - 1] ?? "";
    if (
      (".,;。".includes(last) && raw[end - 2] !== "\\" && raw[end - 2] !== ".") ||
      (last === "\\" && raw[end - 2] !== "\\")
    ) {
      end--;
      moved = true;
    }
    for (const [open, close] of WRAPPERS) {
      const fits = end - start >= open.length + close.length;
      if (
        fits &&
        raw.startsWith(open, start) &&
        raw.endsWith(close, end) &&
        raw.slice(end - close.length, end) === close
      ) {
        if (raw.indexOf(close, start + open.length) !== end - close.length) continue;
        start += open.length;
        end -= close.length;
        moved = true;
      }
    }
    const peeled = peelBraces(raw, start, end);
    if (peeled > 0) {
      start += peeled;
      end -= peeled;
      moved = true;
    }
  }
  return start < end ? raw.slice(start, end) : "";
}

/** How many pairs of braces enclose the whole range, found in one pass. */
function peelBraces(raw: string, start: number, end: number): number {
  let run = 0;
  while (start + run < end && raw[start + run] === "{") run++;
  if (run === 0) return 0;
  let depth = 0;
  let lowest = run;
  for (let at = start; at < end && lowest > 0; at++) {
    const char = raw[at];
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "}") {
      depth--;
      if (at < end - run || raw[at + 1] !== "}") lowest = at === end - 1 ? lowest : Math.min(lowest, depth);
    }
  }
  let tail = 0;
  while (tail < lowest && raw[end - 1 - tail] === "}" && raw[end - 2 - tail] !== "\\") tail++;
  return depth === 0 ? Math.min(lowest, tail) : 0;
}
