import { closingBrace, skipSpace, skipSpaceBack } from "./scan";

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
    if (raw[start] === "{" && closingBrace(raw, start, end) === end - 1) {
      start++;
      end--;
      moved = true;
    }
  }
  return start < end ? raw.slice(start, end) : "";
}
