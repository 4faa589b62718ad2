import { isDigit } from "./scan";

export type Span = { start: number; end: number };

const PAIRS: readonly (readonly [string, string])[] = [
  ["$$", "$$"],
  ["\\[", "\\]"],
  ["\\(", "\\)"],
  ["$", "$"],
];

/** Contents of the formulas between `from` and `to`, in order. A lone dollar sign before a digit is money. */
export function findFormulas(text: string, from: number, to: number): Span[] {
  const spans: Span[] = [];
  let hopeless = new Set<string>();
  for (let at = from; at < to; at++) {
    const pair = PAIRS.find(([open]) => text.startsWith(open, at));
    if (pair === undefined) {
      if (text[at] === "\\") at++;
      continue;
    }
    const [open, close] = pair;
    const start = at + open.length;
    if (hopeless.has(close)) {
      at = start - 1;
      continue;
    }
    const end = unescapedIndex(text, close, start, to);
    if (end < 0) {
      hopeless = new Set([...hopeless, close]);
      at = start - 1;
      continue;
    }
    if (text.slice(start, Math.min(end, start + 64)).trim() !== "") spans.push({ start, end });
    at = end + close.length - 1;
  }
  return spans;
}

function unescapedIndex(text: string, needle: string, from: number, to: number): number {
  for (let at = text.indexOf(needle, from); at >= 0 && at < to; at = text.indexOf(needle, at + 1)) {
    if (needle[0] === "\\" || text[at - 1] !== "\\") return at;
  }
  return -1;
}

/** Numbers as written in prose, with separators, fractions and percent signs: `1,234.5`, `3/4`, `-7`, `25%`. */
export function findNumbers(text: string, from: number, to: number): Span[] {
  const spans: Span[] = [];
  let at = from;
  while (at < to) {
    if (!isDigit(text.charCodeAt(at)) || isGlued(text, at)) {
      at++;
      continue;
    }
    const end = numberEnd(text, at, to);
    spans.push({ start: signStart(text, at, from), end });
    at = end;
  }
  return spans;
}

/** A digit that continues a word (`x2`, `AZ3`) or an identifier is no number of its own. */
function isGlued(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return (
    (before >= 97 && before <= 122) || (before >= 65 && before <= 90) || before === 95 || isDigit(before)
  );
}

function numberEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const char = text[at] ?? "";
    if (isDigit(text.charCodeAt(at))) at++;
    else if (
      (char === "," || char === "." || char === "/") &&
      at + 1 < to &&
      isDigit(text.charCodeAt(at + 1))
    )
      at++;
    else break;
  }
  if (text[at] === "%") at++;
  else if (text[at] === "\\" && text[at + 1] === "%") at += 2;
  return at;
}

function signStart(text: string, at: number, from: number): number {
  let start = at;
  if (start > from && text[start - 1] === ".") {
    const before = text.charCodeAt(start - 2);
    if (!isDigit(before)) start--;
  }
  const sign = text[start - 1];
  if (start > from && (sign === "-" || sign === "−")) {
    const before = text[start - 2] ?? " ";
    if (start - 2 < from || " \n\t([{:=$*".includes(before)) start--;
  }
  return start;
}
