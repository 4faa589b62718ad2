import { unicodeToLatex } from "./parse/unicode";

/** Folds a text answer: case, width, punctuation, articles and LaTeX wrappers do not count. */
export function foldText(text: string): string {
  return unicodeToLatex(text.normalize("NFKC"))
    .replace(/\\(?:text|textbf|textit|textrm|mbox|mathrm|mathbf|operatorname|emph|boxed)\b/g, " ")
    .replace(/\\[,;:! ]|\\quad|\\left|\\right/g, " ")
    .toLowerCase()
    .replace(/[{}$"'`*.,;:!?()[\]“”‘’]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:the|a|an) (?=[a-z])/, "");
}
