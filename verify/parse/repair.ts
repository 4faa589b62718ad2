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
  const stack: string[] = [""];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "{") stack.push("");
    else if (char === "}" && stack.length > 1) {
      const inner = stack.pop() ?? "";
      stack.push(reduced(`${stack.pop() ?? ""}{${inner}}`));
    } else stack.push((stack.pop() ?? "") + char);
  }
  return stack.join("{");
}

function reduced(text: string): string {
  const tail = text.slice(-64);
  const fraction = /\\[dtc]?frac\{(\d{1,15})\}\{(\d{1,15})\}$/.exec(tail);
  if (fraction !== null) {
    const [top, bottom] = [Number(fraction[1]), Number(fraction[2])];
    if (bottom > 0 && top % bottom === 0)
      return text.slice(0, text.length - fraction[0].length) + String(top / bottom);
    return text;
  }
  const braces = /(^|[{(])\{(\d{1,15})\}$/.exec(tail);
  return braces === null ? text : text.slice(0, text.length - (braces[2]?.length ?? 0) - 2) + braces[2];
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
