import { optionWithValue } from "../extract/choice";
import { decimalMarkOf } from "../language";
import type { ResolvedPolicies } from "../types";
import { familyPairs } from "./families";
import { notationReadings } from "./notations";
import { plainNumber } from "./number-notations";
import { numberInWords } from "./number-words";
import { permutedPoints } from "./permutations";
import { type PreparedAnswer, prepareAnswer } from "./prepared";
import { numberInSentence } from "./sentences";
import { phraseMeaning } from "./set-phrases";
import { withUnitVectors } from "./vectors";

/**
 * Further pairs to compare when the first reading of two answers differs: an option letter beside its value, a decimal
 * comma, a sentence with one number. Each applies to one side and needs the other to have that form.
 */
export function otherReadings(
  gold: PreparedAnswer,
  answer: PreparedAnswer,
  policies: ResolvedPolicies,
): [PreparedAnswer, PreparedAnswer][] {
  const pairs: [PreparedAnswer, PreparedAnswer][] = [];
  for (const reading of readingsOf(answer, gold, policies)) pairs.push([gold, reading]);
  for (const reading of readingsOf(gold, answer, policies)) pairs.push([reading, answer]);
  for (const [a, b] of familyPairs(gold.text, answer.text)) pairs.push([prepareAnswer(a), prepareAnswer(b)]);
  const [meantA, meantB] = [phraseMeaning(gold.text), phraseMeaning(answer.text)];
  if (meantA !== null && meantB !== null) pairs.push([prepareAnswer(meantA), prepareAnswer(meantB)]);
  return pairs;
}

function readingsOf(
  side: PreparedAnswer,
  other: PreparedAnswer,
  policies: ResolvedPolicies,
): PreparedAnswer[] {
  const readings: PreparedAnswer[] = [];
  const option = optionWithValue(side.text);
  if (option !== null) {
    if (isLetter(other.text)) readings.push(prepareAnswer(option.letter));
    else if (optionWithValue(other.text) === null) readings.push(prepareAnswer(option.value));
  }
  const words = numberInWords(side.text) ?? phraseMeaning(side.text);
  if (words !== null) readings.push(prepareAnswer(words));
  for (const reading of notationReadings(side.text, other.text)) readings.push(prepareAnswer(reading));
  const permuted = permutedPoints(side.text);
  if (permuted !== null) readings.push(prepareAnswer(permuted));
  const number = plainNumber(side.text, other.text);
  if (number !== null) readings.push(prepareAnswer(number));
  const vector = withUnitVectors(side.text);
  if (vector !== null) readings.push(prepareAnswer(vector));
  if (!isPlainNumber(other)) return readings;
  const decimal = decimalComma(side.text, decimalMarkOf(policies.language));
  if (decimal !== null) readings.push(prepareAnswer(decimal));
  const stated = numberInSentence(side.text);
  if (stated !== null) readings.push(prepareAnswer(stated));
  return readings;
}

function isLetter(text: string): boolean {
  return /^(?:\\text\{|\\textbf\{|\\mathrm\{)?\(?[A-Z]\)?\}?$/.test(text);
}

const GROUPED =
  /^(-?)(\d{1,12}|\d{1,3}(?:[.\s]\d{3}){1,3})(?:,(\d{1,12}))?((?:\\?%|\s?(?:\\text\{[^{}]*\}|[A-Za-z°²³€$]{1,12}))?)$/;

/**
 * `1000,99`, `1.234,5` in any language but those with a decimal point; `1,234` and `1.234` only in a language that is
 * known to write a decimal comma.
 */
function decimalComma(text: string, mark: "," | "." | null): string | null {
  if (mark === ".") return null;
  const match = GROUPED.exec(text.slice(0, 64).trim());
  if (match === null) return null;
  const [, sign = "", whole = "", decimals, percent = ""] = match;
  const isGroup = decimals?.length === 3 && !/[.\s]/.test(whole) && whole.length <= 3 && whole !== "0";
  if (mark === null && (decimals === undefined || isGroup)) return null;
  const fraction = decimals === undefined ? "" : `.${decimals}`;
  return `${sign}${whole.replaceAll(/[.\s]/g, "")}${fraction}${percent}`;
}

function isPlainNumber({ node }: PreparedAnswer): boolean {
  if (node === null) return false;
  const inner = node.t === "neg" || node.t === "percent" ? node.arg : node.t === "unit" ? node.value : node;
  return inner.t === "num" || inner.t === "div";
}
