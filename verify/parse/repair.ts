/** Repairs are tried on short answers only. */
const MAX_REPAIRED = 8000;

/** Likely meanings of an answer that does not parse: doubled backslashes, unbalanced braces, a formula set as a column. */
export function repairedTexts(latex: string): string[] {
  if (latex.length > MAX_REPAIRED) return [];
  const texts: string[] = [];
  if (/\\\\[a-zA-Z]/.test(latex) && !latex.includes("\\begin{")) texts.push(latex.replaceAll("\\\\", "\\"));
  const balanced = balancedBraces(latex);
  if (balanced !== latex) texts.push(balanced);
  const column = columnText(latex);
  if (column !== null) texts.push(column);
  return texts;
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
