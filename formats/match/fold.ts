/** A text after NFKC with runs of white space as one blank and none at the ends. */
export function foldSpace(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

const LATEX_SPACING =
  /\\(?:[,;:!> ]|quad|qquad|thinspace|medspace|thickspace|enspace|displaystyle|textstyle|limits|left|right|big|Big|bigg|Bigg)(?![A-Za-z])|\\(?:[()[\]$%&]|newline)|~/g;
const MATH_MARKS = /\\begin\{(?:align|equation|gather)\*?\}|\\end\{(?:align|equation|gather)\*?\}/g;

/**
 * The same with LaTeX spacing, delimiters of formulas, punctuation and all white space dropped. Signs that carry meaning
 * stay: operators, braces, and a point or comma between digits where it is not a thousands mark.
 */
export function foldLatex(text: string): string {
  return text
    .normalize("NFKC")
    .replace(MATH_MARKS, "")
    .replace(/\\[dt]frac(?![A-Za-z])/g, "\\frac")
    .replace(LATEX_SPACING, "")
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .replace(/(?<!\d)[.,]|[.,](?!\d)|[;:?!'"`´‘’“”…$]|\{\}/g, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/g, "");
}
