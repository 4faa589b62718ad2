import { parseAnswer } from "../parse";
import type { Node } from "../parse/ast";

/** An answer that is parsed once and compared often. */
export type PreparedAnswer = { text: string; readonly node: Node | null };

/** Prepares a trimmed answer; parsing waits until it is needed. */
export function prepareAnswer(text: string): PreparedAnswer {
  let node: Node | null | undefined;
  return {
    text,
    get node() {
      if (node === undefined) node = isDate(text) ? { t: "text", value: text } : parseAnswer(text);
      return node;
    },
  };
}

/** ISO and slashed dates are names of days, not differences or quotients. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) || /^\d{1,2}\/\d{1,2}\/\d{4}$/.test(text);
}
