/** A formula with a parameter that runs through the integers or is any constant, its condition taken off. */
export type Family = { body: string; names: string[]; domain: "Z" | "N" | "constant" };

const MAX_CHARS = 400;
const SPACING = String.raw`(?:\s|\\[,;:! ]|\\q?quad\b|~|,|;)*`;
const WORD_OPEN = String.raw`(?:\\text\{)?`;
const INTEGERS = new RegExp(
  String.raw`^(.+?)${SPACING}(?:\\(?:left)?\(|\(|\[|:|\\mid\b|\||\\text\{\s*(?:where|for|with)\s*(?:any|all|every|some)?\s*\}|\bwhere\b|\bfor\b)?${SPACING}(?<![A-Za-z\\])([A-Za-z](?:\s*,\s*[A-Za-z])*)\s*\\in\s*\\(?:mathbb|mathbf|Bbb|mathrm)?\s*\{?\s*([ZNR])\s*\}?(?:_\{?[^{}]{1,8}\}?|\^\{?[+*]\}?)?${SPACING}(?:\\right)?[)\]]?\s*$`,
  "s",
);
const INTEGERS_IN_WORDS = new RegExp(
  String.raw`^(.+?)${SPACING}\(?${WORD_OPEN}[\s(]*(?:,?\s*(?:where|for|with|and))?\s*(?:any|all|every|some|an)?\s*(?:arbitrary\s+)?(?:integers?|integer values?)\s*(?:of\s*)?[}$\s]*([A-Za-z](?:\s*,\s*[A-Za-z])*)\s*\)?\s*\}?\s*$`,
  "s",
);
const IS_INTEGER = new RegExp(
  String.raw`^(.+?)${SPACING}\(?${WORD_OPEN}[\s(]*(?:where|with|for)?[}$\s]*([A-Za-z])[\s$]*${WORD_OPEN}\s*(?:is|being|be)?\s*(?:an|any)?\s*(?:arbitrary\s+)?integer\s*\)?\s*\}?\s*$`,
  "s",
);
const IS_CONSTANT = new RegExp(
  String.raw`^(.+?)${SPACING}\(?${WORD_OPEN}[\s(]*(?:where|with|for)[}$\s]*([A-Za-z](?:\s*(?:,|\\text\{\s*and\s*\}|and)\s*[A-Za-z])*)[\s$]*${WORD_OPEN}\s*(?:is|are|being|be)\s*(?:an|any|a|some)?\s*(?:arbitrary\s+|real\s+|fixed\s+)*(?:constants?|numbers?)\s*\)?\s*\}?\s*$`,
  "s",
);
const CONSTANTS = new RegExp(
  String.raw`^(.+?)${SPACING}\(?${WORD_OPEN}[\s(]*(?:where|for|with)\s*(?:any|all|every|some|an|a)?\s*(?:arbitrary\s+|real\s+|fixed\s+)*(?:constants?|numbers?|reals?)\s*[}$\s]*([A-Za-z](?:\s*(?:,|\\text\{\s*and\s*\}|and)\s*[A-Za-z])*)[\s$]*\)?\s*\}?\s*$`,
  "s",
);

/** Takes the condition off a family such as `2k\pi, k\in\mathbb{Z}` or `cx \text{ for some constant } c`. */
export function familyOf(text: string): Family | null {
  if (text.length > MAX_CHARS || !/\\in\b|integer|constant|real/.test(text)) return null;
  const braced = /^\\(?:left\s*\\)?\{(.*)\\(?:right\s*\\)?\}$/s.exec(text.trim());
  const inner = (braced?.[1] ?? text).trim();
  const integers = INTEGERS.exec(inner);
  if (integers !== null) {
    const domain = integers[3] === "Z" ? "Z" : integers[3] === "N" ? "N" : "constant";
    return family(integers[1], integers[2], domain);
  }
  const words = INTEGERS_IN_WORDS.exec(inner) ?? IS_INTEGER.exec(inner);
  if (words !== null) return family(words[1], words[2], "Z");
  const constants = CONSTANTS.exec(inner) ?? IS_CONSTANT.exec(inner);
  return constants === null ? null : family(constants[1], constants[2], "constant");
}

function family(
  body: string | undefined,
  names: string | undefined,
  domain: Family["domain"],
): Family | null {
  const letters = (names ?? "").replace(/\\text|and/g, " ").match(/[A-Za-z]/g) ?? [];
  let start = body ?? "";
  // Of "2k, k" before the sign the first letter is the end of the formula.
  while (letters.length > 1 && letters.slice(1).includes(letters[0] ?? "")) start += ` ${letters.shift()}`;
  const plain = start.replace(
    /(?:\\text\{\s*,?\s*(?:where|for)?\s*\}|[\s,;:]|\\[,;:! ]|\\q?quad|\\mid|\\left|\\right|\()+$/,
    "",
  );
  const isBound = letters.length > 0 && letters.some((letter) => mentions(plain, letter));
  return plain === "" || !isBound ? null : { body: plain, names: letters, domain };
}

function mentions(text: string, letter: string): boolean {
  return new RegExp(`(?<![\\\\A-Za-z])(?:[a-zA-Z]{0,2})${letter}(?![A-Za-z]{3})`).test(
    text.replace(/\\[A-Za-z]+/g, " "),
  );
}

/**
 * Bodies of two families in which the parameters have the same names, in the ways in which they may run: upwards,
 * downwards, and shifted by one where all integers are meant. With a condition on one side only the names must agree.
 */
export function familyPairs(gold: string, answer: string): [string, string][] {
  const [a, b] = [familyOf(gold), familyOf(answer)];
  if (a === null && b === null) return [];
  if (a === null || b === null) return [[a?.body ?? gold, b?.body ?? answer]];
  if (a.names.length !== b.names.length || a.domain !== b.domain) return [];
  let body = b.body;
  if (a.names.join() !== b.names.join()) {
    const fresh = b.names.map((_, i) => `\\parameter${"xyz"[i] ?? "w"}`);
    body = renamed(renamed(body, b.names, fresh), fresh, a.names);
  }
  const [name] = a.names;
  if (a.domain !== "Z" || a.names.length !== 1 || name === undefined) return [[a.body, body]];
  const runs = [name, `(-${name})`, `(${name}+1)`, `(${name}-1)`];
  return runs.map((run) => [a.body, renamed(body, [name], [run])]);
}

function renamed(text: string, names: readonly string[], by: readonly string[]): string {
  return text.replace(/\\[A-Za-z]+|[A-Za-z]/g, (token) => {
    const index = names.indexOf(token);
    return index < 0 ? token : ` ${by[index]} `;
  });
}
