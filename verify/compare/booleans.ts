import { foldText } from "../text";

const TRUE_WORDS = new Set([
  "true",
  "yes",
  "correct",
  "right",
  "t",
  "y",
  "1",
  "是",
  "对",
  "正确",
  "oui",
  "vrai",
  "ja",
  "wahr",
  "sí",
  "si",
  "verdadero",
]);
const FALSE_WORDS = new Set([
  "false",
  "no",
  "incorrect",
  "wrong",
  "f",
  "n",
  "0",
  "否",
  "不是",
  "错",
  "错误",
  "non",
  "faux",
  "nein",
  "falsch",
  "falso",
]);

/** Whether a word says yes or no. */
export function isBooleanWord(word: string): boolean {
  return ["true", "false"].includes(booleanOf(word));
}

/** `true`, `false`, or the folded text where it is neither. */
export function booleanOf(text: string): string {
  const folded = foldText(text);
  if (TRUE_WORDS.has(folded)) return "true";
  return FALSE_WORDS.has(folded) ? "false" : folded;
}
