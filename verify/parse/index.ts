import type { Node } from "./ast";
import { Cursor } from "./cursor";
import { parseExpression } from "./expression";
import { ParseFailure, tokenize } from "./lexer";
import { repairedTexts } from "./repair";
import { unicodeToLatex } from "./unicode";

/**
 * Parses one bare answer in LaTeX, ASCII or Unicode mathematics; an answer that fails is tried again with its notation
 * repaired. Returns `null` for anything outside the answer language or over the budgets (tokens, depth); never throws.
 */
export function parseAnswer(text: string): Node | null {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const node = parseAnew(text);
  if (text.length <= MAX_REMEMBERED_CHARS) {
    if (recent.size >= MAX_REMEMBERED) recent.clear();
    recent.set(text, node);
  }
  return node;
}

/** Trees of the last short answers: extraction and comparison read the same text, and a gold meets many answers. */
const recent = new Map<string, Node | null>();
const MAX_REMEMBERED = 64;
const MAX_REMEMBERED_CHARS = 500;

function parseAnew(text: string): Node | null {
  const latex = unicodeToLatex(text);
  const node = parseLatex(latex);
  if (node !== null) return node;
  for (const repaired of repairedTexts(latex)) {
    const again = parseLatex(repaired);
    if (again !== null) return again;
  }
  return null;
}

function parseLatex(latex: string): Node | null {
  try {
    const cursor = new Cursor(tokenize(latex), parseExpression);
    const node = cursor.expression(0);
    return cursor.isEnd() ? node : null;
  } catch (error) {
    if (error instanceof ParseFailure) return null;
    throw error;
  }
}
