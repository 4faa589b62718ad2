import { foldText } from "../text";
import { hasWord } from "./number-words";

const NOTHING =
  /^(?:there (?:is|are|exists?) )?(?:no|none|empty set|null set|no such)(?: (?:real|integer|integral|such|valid|possible|further|other|positive|rational))*(?: (?:solutions?|values?|roots?|numbers?|integers?|pairs?|triples?|functions?|x|n|k))?(?: exists?)?$/;
const EVERYTHING = /^(?:the set of )?(?:all|any|every) (?:the )?real(?: numbers?| values?| x| number x)?s?$/;
const UNBOUNDED =
  /^(?:there are )?(?:infinitely many|infinite|an infinite number of|infinite number of)(?: (?:solutions?|values?|pairs?|integers?|numbers?))?$/;
const MISSING = /^(?:dne|does not exist|do(?:es)? n[o']t exist|limit does not exist|it does not exist)$/;

/**
 * What a phrase about solutions means, as an answer of its own: no solution is the empty set, "all real numbers" the line.
 * `null` for any other text.
 */
export function phraseMeaning(text: string): string | null {
  if (text.length > 120 || !hasWord(text)) return null;
  const folded = foldText(text);
  if (NOTHING.test(folded) && folded !== "no") return "\\emptyset";
  if (EVERYTHING.test(folded)) return "\\mathbb{R}";
  if (/^(?:the set of )?(?:all|any|every) integers?$/.test(folded)) return "\\mathbb{Z}";
  if (UNBOUNDED.test(folded)) return "\\text{infinitely many}";
  return MISSING.test(folded) ? "\\text{does not exist}" : null;
}
