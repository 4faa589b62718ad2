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
  const part = partOfReals(text);
  if (part !== null) return part;
  return MISSING.test(folded) ? "\\text{does not exist}" : null;
}

const REALS =
  /^(?:the set of )?(?:all|any|every) (?:the )?real(?: numbers?| values?)?(?: (?:of )?\$?[a-z]\$?)?(?: (?:that|which) (?:is|are)| with \$?[a-z]\$?)?,? (.+)$/i;
const BOUNDS: readonly (readonly [RegExp, string, string])[] = [
  [/^(?:strictly )?(?:greater|larger|more|bigger) than or equal to (.+)$/i, "[", "\\infty)"],
  [/^(?:at least|no less than) (.+)$/i, "[", "\\infty)"],
  [/^(?:strictly )?(?:greater|larger|more|bigger) than (.+)$/i, "(", "\\infty)"],
  [/^(?:strictly )?(?:less|smaller) than or equal to (.+)$/i, "(-\\infty", "]"],
  [/^(?:at most|no more than) (.+)$/i, "(-\\infty", "]"],
  [/^(?:strictly )?(?:less|smaller) than (.+)$/i, "(-\\infty", ")"],
];

/** "all real numbers except 0 and 1", "all real numbers greater than 4" as sets. */
function partOfReals(text: string): string | null {
  const plain = text
    .replace(/\\(?:text|textbf|textrm|mbox)\s*\{([^{}]*)\}/g, " $1 ")
    .replace(/\\[,;:! ]|[$~]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const rest = REALS.exec(plain)?.[1]?.replace(/\.$/, "");
  if (rest === undefined) return null;
  const excepted =
    /^(?:except|except for|other than|excluding|besides|not equal to) (?:[a-z] ?= ?)?([^=]+)$/i.exec(rest);
  if (excepted !== null)
    return `\\mathbb{R}\\setminus\\{${(excepted[1] ?? "").replace(/,? (?:and|or) /g, ", ")}\\}`;
  for (const [pattern, open, close] of BOUNDS) {
    const value = pattern.exec(rest)?.[1];
    if (value === undefined || /[a-z]{3}/i.test(value.replace(/\\[a-zA-Z]+/g, ""))) continue;
    return close.length > 1 ? `${open}${value}, ${close}` : `${open}, ${value}${close}`;
  }
  return null;
}
