import { flattenedColumn } from "../extract/columns";

/** Repairs are tried on short answers only. */
const MAX_REPAIRED = 8000;

/** Likely meanings of an answer that does not parse: doubled backslashes, unbalanced braces, a formula set as a column. */
export function repairedTexts(latex: string): string[] {
  if (latex.length > MAX_REPAIRED) return [bracketedNumber(latex) ?? collapseNesting(latex)];
  const texts: string[] = [];
  if (/\\\\[a-zA-Z]/.test(latex) && !latex.includes("\\begin{")) texts.push(latex.replaceAll("\\\\", "\\"));
  const rewritten = rewrittenNotation(latex);
  if (rewritten !== latex) texts.push(rewritten);
  const balanced = balancedBraces(latex);
  if (balanced !== latex) texts.push(balanced);
  const column = flattenedColumn(latex) ?? columnText(latex);
  if (column !== null) texts.push(column);
  return texts;
}

/** `{}_{10}C_3`, `{}^nP_r`. */
const COUNTED =
  /(?:\{\s*\}\s*)?[_^]\s*(?:\{\s*([A-Za-z0-9+-]{1,12})\s*\}|(\d{1,4}|[A-Za-z]))\s*(?:\\!\s*)?(?:\\(?:mathrm|text|mathbf|rm)\s*)?\{?\s*([CP])\s*\}?\s*_\s*(?:\{\s*([A-Za-z0-9+-]{1,12})\s*\}|([A-Za-z0-9]))/g;
const SYSTEM =
  /(?:\\left\s*)?\\(?:\{|lbrace\b)\s*\\begin\{(array|aligned|matrix|gathered|split)\}(?:\{[^{}]*\})?/g;
const SYSTEM_END = /\\end\{(?:array|aligned|matrix|gathered|split)\}\s*(?:\\right\s*\.)?/g;

/** `37^\circ 30' 15''`. */
const DEGREES =
  /^(-?)(\d{1,5})\s*\^\s*\{?\s*\\circ\s*\}?\s*(\d{1,2}(?:\.\d{1,9})?)\s*(?:\^\s*\{?\s*\\prime\s*\}?|')\s*(?:(\d{1,2}(?:\.\d{1,9})?)\s*(?:\^\s*\{?\s*\\prime\s*\\prime\s*\}?|''|"))?$/;

/** Notation that the parser does not know, in notation that it knows: systems, bases on words, slanted fractions. */
function rewrittenNotation(latex: string): string {
  let text = latex
    .replace(/\{([:=])\}/g, "$1")
    .replace(/\\(?:text|textbf|mathrm|mathbf|mbox|textrm)\s*\{\s*([0-9A-Za-z]{1,32})\s*\}(?=\s*_)/g, "$1")
    .replace(/(?:\\left\s*)?\((\d[0-9A-F.]{0,31})(?:\\right\s*)?\)(?=\s*_)/g, "$1")
    .replace(
      /(?:\{\}\s*)?\^\s*\{?(\d{1,4})\}?\s*(?:\\!)*\/(?:\\!)*\s*_\s*\{?(\d{1,4})\}?/g,
      "\\frac{$1}{$2}",
    );
  text = text.replace(COUNTED, (_, n1, n2, letter, k1, k2) => {
    const [n, k] = [n1 ?? n2, k1 ?? k2];
    return letter === "C" ? `\\binom{${n}}{${k}}` : `\\frac{(${n})!}{(${n}-(${k}))!}`;
  });
  if (SYSTEM.test(text)) text = text.replace(SYSTEM, "\\begin{cases}").replace(SYSTEM_END, "\\end{cases}");
  text = text.replace(
    DEGREES,
    (_, sign, whole, minutes, seconds = "0") => `${sign}(${whole}+${minutes}/60+${seconds}/3600)^\\circ`,
  );
  return text.replace(/^\s*\\#\s*/, "");
}

/** The number inside as many opening as closing round brackets. */
function bracketedNumber(text: string): string | null {
  const match = /^((?:\\left\(|\(|\s)+)(-?\d{1,30})((?:\\right\)|\)|\s)+)$/.exec(text);
  const opened = match?.[1]?.split("(").length;
  return match !== null && opened === match[3]?.split(")").length ? (match[2] ?? null) : null;
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
