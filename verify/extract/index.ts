import { resolvePolicies } from "../policies";
import type { AnswerContext, AnswerLocation, Extraction, ExtractionRule } from "../types";
import { type Box, findBoxes } from "./boxes";
import { findFormulas, findNumbers, type Span } from "./candidates";
import { lastLetter, leadingLetter, optionLetters } from "./choice";
import { findJsonReply } from "./json";
import { findPhraseClauses } from "./phrases";
import { findTags } from "./tags";
import { afterThinking } from "./thinking";
import { trimAnswer } from "./trim";

/** Only this many characters at the end of a text are searched. */
export const MAX_TEXT_CHARS = 200_000;
/** One answer longer than this is cut. */
export const MAX_ANSWER_CHARS = 20_000;

/**
 * Finds the answer that a whole model output gives. Looks, in this order, at the part after thinking for: a JSON reply,
 * answer tags, boxes, answer phrases, option letters (kind `choice`) and, if the policy allows, the last number.
 * A reply that tries to be JSON and has no `answer` field gives no answer at all.
 */
export function extractAnswer(text: string, context: AnswerContext): Extraction {
  const policies = resolvePolicies(context.policies);
  const cut = Math.max(0, text.length - MAX_TEXT_CHARS);
  const tail = cut > 0 ? text.slice(cut) : text;
  const from = policies.thinking === "remove" ? afterThinking(tail) : 0;
  const found = search(tail, from, context);
  if (found.location !== null && cut > 0) {
    found.location = { start: found.location.start + cut, end: found.location.end + cut };
  }
  return found;
}

function search(text: string, from: number, context: AnswerContext): Extraction {
  const policies = resolvePolicies(context.policies);
  const json = findJsonReply(text, from);
  if (json !== null) {
    if (json.answer === null) return nothing();
    const confidence = json.complete ? 1 : 0.6;
    return found(json.answer, { start: json.start, end: json.end }, "json", confidence, false);
  }
  const tag = findTags(text, from).at(-1);
  if (tag !== undefined) {
    const box = findBoxes(text.slice(tag.start, tag.end), 0).at(-1);
    const span = box === undefined ? tag : { start: tag.start + box.start, end: tag.start + box.end };
    return spanFound(text, span, "tag", 0.95, false);
  }
  const boxes = findBoxes(text, from);
  const box = lastBox(text, boxes);
  if (box !== undefined) {
    const contents = new Set(boxes.slice(-64).map((each) => trimAnswer(text.slice(each.start, each.end))));
    return spanFound(text, box, "boxed", box.closed ? 0.95 : 0.6, contents.size > 1);
  }
  for (const clause of findPhraseClauses(text, from)) {
    const span = refine(text, clause, context);
    if (span !== null) return spanFound(text, span, "phrase", 0.85, false);
  }
  if (context.kind === "choice") {
    const letters = optionLetters(policies.letters, context.options);
    const at = lastLetter(text, from, letters);
    if (at >= 0) return spanFound(text, { start: at, end: at + 1 }, "choice", 0.5, false);
  }
  if (policies.lastNumberFallback) {
    const last = findNumbers(text, from, text.length).at(-1);
    if (last !== undefined) return spanFound(text, last, "last-number", 0.3, false);
  }
  return nothing();
}

/** The last box that is closed and not empty; an unclosed one only where there is no other. */
function lastBox(text: string, boxes: Box[]): Box | undefined {
  const filled = boxes.filter((box) => text.slice(box.start, box.end).trim() !== "");
  return filled.filter((box) => box.closed).at(-1) ?? filled.at(-1) ?? boxes.at(-1);
}

/** Narrows a clause to the answer in it: its formula if it has one, an option letter, or its first number. */
function refine(text: string, clause: Span, context: AnswerContext): Span | null {
  const formula = findFormulas(text, clause.start, clause.end).at(0);
  if (formula !== undefined) return formula;
  const plain = text.slice(clause.start, clause.end);
  if (context.kind === "choice") {
    const letters = optionLetters(resolvePolicies(context.policies).letters, context.options);
    if (leadingLetter(trimAnswer(plain), letters) !== null) return clause;
    const at = lastLetter(plain, 0, letters);
    return at < 0 ? null : { start: clause.start + at, end: clause.start + at + 1 };
  }
  if (context.kind === "text" || context.kind === "boolean") return clause;
  const numbers = findNumbers(text, clause.start, clause.end);
  const only = numbers[0];
  if (only === undefined || (numbers.length === 1 && plain.trim().length <= only.end - only.start + 2))
    return clause;
  return numbers.length === 1 || context.kind !== "expression" ? only : clause;
}

function spanFound(
  text: string,
  span: Span,
  rule: ExtractionRule,
  confidence: number,
  disagree: boolean,
): Extraction {
  const answer = trimAnswer(text.slice(span.start, Math.min(span.end, span.start + MAX_ANSWER_CHARS)));
  if (answer === "") return nothing();
  return found(answer, { start: span.start, end: span.end }, rule, confidence, disagree);
}

function found(
  answer: string,
  location: AnswerLocation,
  rule: ExtractionRule,
  confidence: number,
  candidatesDisagree: boolean,
): Extraction {
  return { answer, location, rule, confidence, candidatesDisagree };
}

function nothing(): Extraction {
  return { answer: null, location: null, rule: "none", confidence: 0, candidatesDisagree: false };
}
