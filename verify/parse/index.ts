import type { Node } from "./ast";
import { Cursor } from "./cursor";
import { parseExpression } from "./expression";
import { ParseFailure, tokenize } from "./lexer";
import { unicodeToLatex } from "./unicode";

/**
 * Parses one bare answer in LaTeX, ASCII or Unicode mathematics. Returns `null` for anything outside the answer language
 * or over the budgets (tokens, depth); never throws.
 */
export function parseAnswer(text: string): Node | null {
  try {
    const cursor = new Cursor(tokenize(unicodeToLatex(text)), parseExpression);
    const node = cursor.expression(0);
    return cursor.isEnd() ? node : null;
  } catch (error) {
    if (error instanceof ParseFailure) return null;
    throw error;
  }
}
