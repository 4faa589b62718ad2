import { extractAnswer } from "../extract";
import { afterThinking } from "../extract/thinking";

/** `first-error`: the index of the first wrong step, -1 for none. `wrong-sections`: the numbers of all wrong sections. */
export type ProcessStyle = "first-error" | "wrong-sections";

/** Sorted and without repetition; `first-error` has exactly one number. */
export type ProcessPrediction = { numbers: number[]; rule: string };

const MAX_CHARACTERS = 262_144;
/** A bare answer is not longer than this. */
const MAX_BARE = 200;
const MAX_NUMBERS = 200;

/**
 * What a critic's output names: a boxed, tagged or announced number or list, a bare one, or for sections the form
 * `Conclusion: … Error Section Number: …`. Null where nothing can be read.
 */
export function readPrediction(text: string, style: ProcessStyle): ProcessPrediction | null {
  const tail = text.length > MAX_CHARACTERS ? text.slice(-MAX_CHARACTERS) : text;
  if (style === "wrong-sections") {
    const listed = fromReport(tail.slice(afterThinking(tail)));
    if (listed !== null) return { numbers: listed, rule: "report" };
  }
  const { answer, rule } = extractAnswer(tail, { kind: "text" });
  const found = answer === null ? null : fromAnswer(answer, style);
  if (found !== null) return { numbers: found, rule };
  const bare = tail.slice(afterThinking(tail)).trim();
  if (answer !== null || bare.length > MAX_BARE) return null;
  const whole = fromAnswer(bare, style);
  return whole === null ? null : { numbers: whole, rule: "whole" };
}

/** A whole answer that says in words that nothing is wrong. */
const NONE =
  /^\W*(?:none|nothing|no (?:errors?|mistakes?|(?:wrong |incorrect )?(?:steps?|sections?|paragraphs?))|all (?:(?:steps|sections|paragraphs) )?(?:are )?(?:correct|right)|\\emptyset|\\varnothing|∅)\W*$/i;

/** The numbers that a short answer names; `none` in words is -1 for a first error and the empty list for sections. */
export function fromAnswer(answer: string, style: ProcessStyle): number[] | null {
  const text = answer
    .slice(0, 4_000)
    .replace(/[−–]/g, "-")
    .replace(/\\(?:text|mathrm|mbox|paragraph|_)|paragraph_|step_|section_/gi, " ");
  const found = [...text.matchAll(/(-?)\s?(\d{1,6}(?:\.\d+)?)/g)];
  if (found.some(([, , digits]) => digits?.includes("."))) return null;
  const numbers = found.map(([, sign, digits]) =>
    sign === "-" && (style === "first-error" || digits === "1") ? -Number(digits) : Number(digits),
  );
  const distinct = [...new Set(numbers)].sort((a, b) => a - b).slice(0, MAX_NUMBERS);
  const saysNone = text.length <= MAX_BARE && NONE.test(text);
  if (style === "wrong-sections") {
    const sections = distinct.filter((number) => number >= 0);
    if (sections.length > 0) return sections;
    return saysNone || distinct.includes(-1) || /^[\s{}()[\]]*$/.test(text) ? [] : null;
  }
  if (distinct.length === 1) return (distinct[0] ?? -2) >= -1 ? distinct : null;
  return distinct.length === 0 && saysNone ? [-1] : null;
}

/** DeltaBench's own form: `Conclusion: no error`, or `Conclusion: yes` and an `Error Section Number:` for each. */
function fromReport(text: string): number[] | null {
  const conclusion = /conclusion\s{0,4}:\s{0,4}\**\s{0,4}(no|yes)\b/i.exec(text);
  const numbers = [
    ...text.matchAll(/error section number\s{0,4}:?\**\s{0,4}(?:section\s)?\[?(\d{1,6})/gi),
  ].map(([, digits]) => Number(digits));
  if (numbers.length > 0) return [...new Set(numbers)].sort((a, b) => a - b).slice(0, MAX_NUMBERS);
  return conclusion !== null && conclusion[1]?.toLowerCase() === "no" ? [] : null;
}
