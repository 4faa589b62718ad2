import { isSpace, skipSpace } from "./scan";

/** A reply that tries to be JSON: its `answer` field, or `null` when it has none. */
export type JsonReply = { answer: string | null; start: number; end: number; complete: boolean };

const LATEX_WORDS = new Set(
  "frac boxed text textbf textit times theta tau tan tanh to tfrac top triangle neq ne nu not neg nabla right rho rightarrow rangle rfloor rceil rm beta bar binom bmod bf big bigl bigr begin bmatrix forall flat".split(
    " ",
  ),
);

/**
 * Finds a JSON reply in `text` from `from`: the whole text is an object, or it holds a fenced object, or an object with
 * an `answer` key stands in prose. Broken JSON counts: cut off, LaTeX backslashes unescaped, raw newlines in strings.
 * Returns `null` when nothing here is an attempt at JSON.
 */
export function findJsonReply(text: string, from: number): JsonReply | null {
  const starts = objectStarts(text, from);
  if (starts.length === 0) return null;
  let attempted: JsonReply | null = null;
  for (const { at, certain } of starts.reverse()) {
    const found = readAnswerField(text, at);
    if (found !== null) return found;
    if (certain) attempted ??= { answer: null, start: at, end: text.length, complete: false };
  }
  return attempted;
}

/** Where an object may begin: at the very start, after a fence, or before an `answer` key (at most 8 of these). */
function objectStarts(text: string, from: number): { at: number; certain: boolean }[] {
  const starts: { at: number; certain: boolean }[] = [];
  const first = skipSpace(text, from);
  if (opensObject(text, first)) return [{ at: first, certain: true }];
  for (let fence = text.indexOf("```", from), seen = 0; fence >= 0 && seen < 64; seen++) {
    let at = fence + 3;
    const tagged = text.slice(at, at + 4).toLowerCase() === "json";
    if (tagged) at += 4;
    at = skipSpace(text, at);
    if (opensObject(text, at)) starts.push({ at, certain: tagged || fence === first });
    fence = text.indexOf("```", fence + 3);
  }
  if (starts.length > 0) return starts;
  let key = text.lastIndexOf('"answer"');
  for (let seen = 0; key >= from && seen < 8; seen++) {
    const open = text.lastIndexOf("{", key);
    if (open >= from && opensObject(text, open)) starts.unshift({ at: open, certain: false });
    key = key === 0 ? -1 : text.lastIndexOf('"answer"', key - 1);
  }
  return starts;
}

function opensObject(text: string, at: number): boolean {
  if (text[at] !== "{") return false;
  const next = text[skipSpace(text, at + 1)];
  return next === '"' || next === "'" || (next === undefined && at > 0);
}

/** Reads the last `answer` key at the top level of the object at `open`; `null` when there is none. */
function readAnswerField(text: string, open: number): JsonReply | null {
  let found: JsonReply | null = null;
  let at = skipSpace(text, open + 1);
  let last = -1;
  while (at < text.length && text[at] !== "}") {
    if (at <= last) at = last + 1;
    last = at;
    const keyStart = at;
    const keyEnd = valueEnd(text, at);
    const key = text.slice(keyStart, keyEnd).replaceAll('"', "").replaceAll("'", "").trim().toLowerCase();
    at = skipSpace(text, keyEnd);
    if (text[at] !== ":") {
      at = text[at] === "," ? skipSpace(text, at + 1) : Math.max(at + 1, keyEnd);
      continue;
    }
    const start = skipSpace(text, at + 1);
    const end = valueEnd(text, start);
    if (key === "answer" && end > start) found = fieldValue(text, start, end);
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return found;
}

/** End of the JSON value at `at`: a string (with its quotes), a nested object or list, or a bare word. */
function valueEnd(text: string, at: number): number {
  const first = text[at];
  if (first === '"' || first === "'") return stringEnd(text, at, first);
  let depth = 0;
  let end = at;
  for (; end < text.length; end++) {
    const char = text[end];
    if (char === '"') end = stringEnd(text, end, '"') - 1;
    else if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") {
      if (depth === 0) break;
      if (--depth === 0) return end + 1;
    } else if (depth === 0 && (char === "," || char === ":" || char === "\n")) break;
  }
  return end;
}

function stringEnd(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote && closesString(text, at)) return at + 1;
  }
  return text.length;
}

/** An unescaped quote inside a broken string is not its end: the end is followed by `,`, `:`, a bracket or nothing. */
function closesString(text: string, at: number): boolean {
  let next = at + 1;
  while (next < text.length && next < at + 64 && isSpace(text.charCodeAt(next))) next++;
  const char = text[next];
  if (char === undefined || ",:}]".includes(char) || text.startsWith("```", next)) return true;
  return char === '"' && text.slice(at + 1, next).includes("\n");
}

function fieldValue(text: string, start: number, end: number): JsonReply {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    return { answer: text.slice(start, end).trim() || null, start, end, complete: end < text.length };
  }
  const complete = end - start > 1 && text[end - 1] === quote;
  const inner = text.slice(start + 1, complete ? end - 1 : end);
  return { answer: decodeString(inner).trim() || null, start, end, complete };
}

/** JSON string escapes, except that `\frac`, `\text` and their like stay LaTeX, as models write them. */
function decodeString(inner: string): string {
  if (!inner.includes("\\")) return inner;
  let out = "";
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] !== "\\") {
      out += inner[at];
      continue;
    }
    const next = inner[at + 1] ?? "";
    const plain = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", '"': '"', "/": "/", "\\": "\\" }[next];
    const word = /^[a-zA-Z]{1,24}/.exec(inner.slice(at + 1, at + 25))?.[0] ?? "";
    if (next === "u" && /^[0-9a-fA-F]{4}$/.test(inner.slice(at + 2, at + 6))) {
      out += String.fromCharCode(Number.parseInt(inner.slice(at + 2, at + 6), 16));
      at += 5;
    } else if (plain === undefined || LATEX_WORDS.has(word)) out += "\\";
    else {
      out += plain;
      at++;
    }
  }
  return out;
}
