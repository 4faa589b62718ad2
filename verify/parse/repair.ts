import { flattenedColumn } from "../extract/columns";

/** Repairs are tried on short answers only. */
const MAX_REPAIRED = 8000;

/** Likely meanings of an answer that does not parse: doubled backslashes, unbalanced braces, a formula set as a column. */
export function repairedTexts(latex: string): string[] {
  if (latex.length > MAX_REPAIRED) return [collapseNesting(latex)];
  const texts: string[] = [];
  if (/\\\\[a-zA-Z]/.test(latex) && !latex.includes("\\begin{")) texts.push(latex.replaceAll("\\\\", "\\"));
  const balanced = balancedBraces(latex);
  if (balanced !== latex) texts.push(balanced);
  const column = flattenedColumn(latex) ?? columnText(latex);
  if (column !== null) texts.push(column);
  return texts;
}

/**
 * Innermost groups that are plain integers, reduced from the inside out in one pass with a stack, so that nesting far
 * beyond the depth budget still has a value: `{{{5}}}` and `\\frac{1}{\\frac{1}{1}}`.
 */
function collapseNesting(text: string): string {
  const stack: Level[] = [{ text: "", tail: "" }];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    const level = stack.at(-1);
    if (level === undefined) return text;
    if (char === "{") stack.push({ text: "", tail: "" });
    else if (char === "}" && stack.length > 1) {
      stack.pop();
      const outer = stack.at(-1);
      if (outer !== undefined) close(outer, level);
    } else append(level, char);
  }
  return stack.map((level) => level.text).join("{");
}

/** The text of a group so far, and its end as a short string of its own, as reading the end of a growing one copies it. */
type Level = { text: string; tail: string };

const TAIL = 64;

function append(level: Level, piece: string): void {
  level.text += piece;
  level.tail = (level.tail + (piece.length > TAIL ? piece.slice(-TAIL) : piece)).slice(-TAIL);
}

/** Puts a closed group behind what stands before it: a bare number without its braces, an even fraction as its value. */
function close(outer: Level, inner: Level): void {
  const isNumber = inner.text.length <= 15 && /^\d+$/.test(inner.tail);
  const fraction = isNumber ? /\\[dtc]?frac\{(\d{1,15})\}$/.exec(outer.tail) : null;
  if (fraction !== null) {
    const [top, bottom] = [Number(fraction[1]), Number(inner.text)];
    if (bottom > 0 && top % bottom === 0) {
      outer.text = outer.text.slice(0, outer.text.length - fraction[0].length);
      outer.tail = outer.tail.slice(0, outer.tail.length - fraction[0].length);
      append(outer, String(top / bottom));
      return;
    }
  }
  const isAlone = outer.tail === "" || outer.tail.endsWith("{") || outer.tail.endsWith("(");
  append(outer, isNumber && isAlone ? inner.text : `{${inner.text}}`);
}

/** Drops closing braces that nothing opened and closes those left open. */
function balancedBraces(text: string): string {
  let out = "";
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "\\") {
      out += char + (text[++at] ?? "");
      continue;
    }
    if (char === "{") depth++;
    else if (char === "}" && --depth < 0) {
      depth = 0;
      continue;
    }
    out += char;
  }
  return out + "}".repeat(depth);
}

const COLUMN = /^\\begin\{(p?matrix|array)\}([^&]*)\\end\{\1\}$/;

/** A formula whose pieces stand in the rows of a one-column matrix: the pieces in order. */
function columnText(latex: string): string | null {
  const match = COLUMN.exec(latex.trim());
  return match === null ? null : (match[2] ?? "").replaceAll("\\\\", " ").replaceAll("\\,", " ").trim();
}
