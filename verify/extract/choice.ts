import { isWordCode, skipSpace } from "./scan";

const DEFAULT_LETTERS = "ABCDEFGHIJ";

/** The option letters that count, upper case. */
export function optionLetters(letters: readonly string[], options: readonly string[] | undefined): string {
  if (letters.length > 0) return letters.join("").toUpperCase();
  return options === undefined || options.length === 0
    ? DEFAULT_LETTERS
    : DEFAULT_LETTERS.slice(0, options.length);
}

/**
 * Reads an option letter at the beginning of a short answer: `B`, `(B)`, `B.`, `\text{(B)}`, `**B**`, `B: 12`,
 * `Option B`. Returns the upper-case letter, or `null`.
 */
export function leadingLetter(answer: string, letters: string, foldCase = true): string | null {
  let at = 0;
  for (let moved = true; moved; ) {
    moved = false;
    at = skipSpace(answer, at);
    for (const prefix of PREFIXES) {
      if (answer.slice(at, at + prefix.length).toLowerCase() !== prefix) continue;
      at += prefix.length;
      moved = true;
    }
  }
  const char = answer[at] ?? "";
  if (char === "" || !letters.includes(char.toUpperCase())) return null;
  const next = answer.charCodeAt(at + 1);
  const upper = char === char.toUpperCase();
  if (!upper && !foldCase) return null;
  if (at + 1 < answer.length && isWordCode(next) && !(next >= 0x2e80)) return null;
  if (!upper && answer.slice(at + 1).trim() !== "" && !")}.:*".includes(answer[at + 1] ?? "")) return null;
  return SEVERAL_LETTERS.test(answer.slice(at + 1, at + 40)) ? null : char.toUpperCase();
}

/** `A, B` and `A or C` name several options, which is no choice. */
const SEVERAL_LETTERS = /^[)\]}\s.]*(?:,|、|，|和|或|及|\/|&|\band\b|\bor\b)\s*\(?[A-J](?![A-Za-z])/;

const PREFIXES = [
  "option",
  "choice",
  "\\textbf{",
  "\\mathbf{",
  "\\text{",
  "\\mathrm{",
  "\\textrm{",
  "\\left(",
  "\\boxed{",
  "\\(",
  "\\[",
  "(",
  "[",
  "$",
  "*",
  "{",
  "`",
  "（",
  "【",
];

const NAMED_OPTION =
  /\b(?:is|be|choose|choosing|chose|select|selecting|pick|picking)\s+(?:the\s+)?(?:option|choice)\s*[*([`]{0,4}([A-J])(?![A-Za-z0-9])/gi;
const CONCLUDES =
  /\b(?:finally|therefore|thus|hence|so|answer|correct|conclude|conclusion|actually|wait|instead)\b|答案/i;

/** "… is option **G**: …" stands for the text's choice, whatever letters are discussed after it, until it concludes anew. */
function namedOption(text: string, from: number, letters: string): number {
  let found = -1;
  let end = from;
  for (const match of text.slice(from).matchAll(NAMED_OPTION)) {
    const letter = match[1] ?? "";
    if (letter !== letter.toUpperCase() || !letters.includes(letter)) continue;
    end = from + match.index + match[0].length;
    found = end - 1;
  }
  return found >= 0 && !isRuledOut(text, found) && !CONCLUDES.test(text.slice(end)) ? found : -1;
}

/**
 * The letter of the option that a text names as its choice, otherwise the last stand-alone upper-case option letter in
 * prose, not counting the article "A" before a word.
 */
export function lastLetter(text: string, from: number, letters: string): number {
  const named = namedOption(text, from, letters);
  if (named >= 0) return named;
  for (let at = text.length - 1; at >= from; at--) {
    if (!letters.includes(text[at] ?? "")) continue;
    const before = at === from ? 32 : text.charCodeAt(at - 1);
    const after = at + 1 < text.length ? text.charCodeAt(at + 1) : 32;
    if ((isWordCode(before) && before < 0x2e80) || (isWordCode(after) && after < 0x2e80)) continue;
    if ((text[at] === "A" || text[at] === "I") && isArticle(text, at)) continue;
    if (isRuledOut(text, at)) continue;
    if (!isListed(text, at, from, letters)) return at;
    if (text.slice(at + 1).search(/[A-Z](?![A-Za-z])/) < 0 && from === 0 && text.length < 40) return -1;
  }
  return -1;
}

/** "B is wrong", "not B", "can't be B": an option that the text sets aside. */
function isRuledOut(text: string, at: number): boolean {
  const after = text.slice(at + 1, at + 40);
  if (
    /^[)\]*.]{0,3}\s+(?:is|was|are)\s+(?:wrong|incorrect|false|not\b|impossible|out\b|eliminated|ruled)/i.test(
      after,
    )
  )
    return true;
  if (/^[)\]*]{0,3}\s+(?:cannot|can't|isn't|does\s?n[o']t|is\s?n't)\b/i.test(after)) return true;
  if (
    /^[)\]*]{0,3}\s*(?:选项|項|项|選項)?\s*(?:是|为|為)?\s*(?:错|錯|不正确|不正確|不对|不符|不当|排除|不属于|不能)/.test(
      after,
    )
  )
    return true;
  const before = text.slice(Math.max(0, at - 32), at);
  return /(?:\bnot|n't be|\bcannot be|\brule out|\bruled out|\beliminat(?:e|ed|ing)|\bexclud(?:e|ed|ing)|\bunlike|不是|不选|nicht|\bnon|\bno es)\s*(?:option |choice |answer )?[([*]*$/i.test(
    before,
  );
}

/** A letter that only closes a list of options, as in "A, B or C" and "ABCD". */
function isListed(text: string, at: number, from: number, letters: string): boolean {
  const before = text.slice(Math.max(from, at - 12), at);
  const joined =
    /([A-Z])[)\]*.]{0,2}\s*(?:,|、|，|\/|&|;|\bor\b|\band\b|或|和|及)\s*(?:or|and)?\s*[([*]{0,2}$/.exec(
      before,
    );
  return joined !== null && letters.includes(joined[1] ?? "");
}

function isArticle(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 2);
  return (
    text[at + 1] === " " &&
    next >= 97 &&
    next <= 122 &&
    !/^(is|or|and|was|because)\b/.test(text.slice(at + 2, at + 10))
  );
}

const OPTION_WITH_VALUE =
  /^(?:\\(?:text|textbf|mathbf|mathrm|textrm)\{)?\s*\(([A-J])\)\s*\}?(?:\\[ ,;:!]|\\quad|~|:|\s)*([^\s].*)$/s;
const LETTER_WITH_VALUE = /^([A-J])\s*[.:)]\s*(\S.*)$/s;

/** An option letter followed by the value of the option: `\textbf{(B)}\ 12`, `(D) Alina`, `B: 12`. */
export function optionWithValue(answer: string): { letter: string; value: string } | null {
  const short = answer.length > 400 ? "" : answer.trim();
  const match = OPTION_WITH_VALUE.exec(short) ?? LETTER_WITH_VALUE.exec(short);
  if (match === null) return null;
  return { letter: match[1] ?? "", value: match[2] ?? "" };
}
