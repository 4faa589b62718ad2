import { optionWithValue } from "../extract/choice";
import { type PreparedAnswer, prepareAnswer } from "./prepared";

/**
 * Further pairs to compare when the first reading of two answers differs: an option letter beside its value, and a decimal
 * comma. Each applies to one side and needs the other to have that form.
 */
export function otherReadings(
  gold: PreparedAnswer,
  answer: PreparedAnswer,
): [PreparedAnswer, PreparedAnswer][] {
  const pairs: [PreparedAnswer, PreparedAnswer][] = [];
  for (const reading of readingsOf(answer, gold)) pairs.push([gold, reading]);
  for (const reading of readingsOf(gold, answer)) pairs.push([reading, answer]);
  return pairs;
}

function readingsOf(side: PreparedAnswer, other: PreparedAnswer): PreparedAnswer[] {
  const readings: PreparedAnswer[] = [];
  const option = optionWithValue(side.text);
  if (option !== null) {
    if (isLetter(other.text)) readings.push(prepareAnswer(option.letter));
    else if (optionWithValue(other.text) === null) readings.push(prepareAnswer(option.value));
  }
  const decimal = decimalComma(side.text);
  if (decimal !== null && isPlainNumber(other)) readings.push(prepareAnswer(decimal));
  return readings;
}

function isLetter(text: string): boolean {
  return /^(?:\\text\{|\\textbf\{|\\mathrm\{)?\(?[A-Z]\)?\}?$/.test(text);
}

/** `1000,99`, `1.234,5`: a comma before other than three digits, with a decimal point or nothing before it. */
function decimalComma(text: string): string | null {
  const match = /^(-?)(\d{1,12}|\d{1,3}(?:\.\d{3}){1,3}),(\d{1,12})(%|\\%)?$/.exec(text.slice(0, 64).trim());
  if (match === null || (match[3]?.length === 3 && !match[2]?.includes(".") && (match[2]?.length ?? 0) <= 3))
    return null;
  return `${match[1]}${match[2]?.replaceAll(".", "")}.${match[3]}${match[4] ?? ""}`;
}

function isPlainNumber({ node }: PreparedAnswer): boolean {
  if (node === null) return false;
  const inner = node.t === "neg" || node.t === "percent" ? node.arg : node.t === "unit" ? node.value : node;
  return inner.t === "num" || inner.t === "div";
}
