import { isBooleanWord } from "../compare/booleans";
import { numberInSentence } from "../compare/sentences";
import { foldWidth } from "../parse/unicode";
import { resolvePolicies } from "../policies";
import { foldText } from "../text";
import type { AnswerContext, AnswerLocation, Extraction, ExtractionRule, ResolvedPolicies } from "../types";
import { baseBehind, lastBoxGroup, percentBehind } from "./box-groups";
import { type Box, findBoxes } from "./boxes";
import { findFormulas, findNumbers, type Span } from "./candidates";
import { lastLetter, leadingLetter, optionLetters } from "./choice";
import { flattenedColumn } from "./columns";
import { findJsonReply } from "./json";
import { findPhraseClauses } from "./phrases";
import { afterVerb, isBound, isConditional, isFormula, isReadable, refineClause } from "./refine";
import { skipSpace, skipSpaceBack } from "./scan";
import { findTags } from "./tags";
import { afterThinking } from "./thinking";
import { trimAnswer } from "./trim";

/** Only this many characters at the end of a text are searched. */
export const MAX_TEXT_CHARS = 262_144;
/** An answer longer than this is cut. */
export const MAX_ANSWER_CHARS = 262_144;

/**
 * Finds the answer that a whole model output gives. Looks, in this order, at the part after thinking for: a JSON reply,
 * answer tags, boxes, answer phrases, option letters (kind `choice`) and, if the policy allows, the last formula or number.
 * A reply that tries to be JSON and has no `answer` field gives no answer at all.
 */
export function extractAnswer(text: string, context: AnswerContext): Extraction {
  const policies = resolvePolicies(context.policies);
  const cut = Math.max(0, text.length - MAX_TEXT_CHARS);
  const tail = foldWidth(cut > 0 ? text.slice(cut) : text);
  const from = policies.thinking === "remove" ? afterThinking(tail) : 0;
  const extraction = search(tail, from, context, policies);
  const { location } = extraction;
  if (location === null || cut === 0) return extraction;
  if (location.start === 0) return nothing();
  return { ...extraction, location: { start: location.start + cut, end: location.end + cut } };
}

function search(text: string, from: number, context: AnswerContext, policies: ResolvedPolicies): Extraction {
  const json = findJsonReply(text, from);
  if (json !== null) {
    if (json.answer === null) return nothing();
    return found(json.answer, { start: json.start, end: json.end }, "json", json.complete ? 1 : 0.6, false);
  }
  return (
    fromTags(text, from) ??
    fromBoxes(text, from, policies) ??
    fromPhrases(text, from, context) ??
    fromLetters(text, from, context, policies) ??
    fromBoolean(text, from, context) ??
    fromBareReply(text, from, context) ??
    (policies.lastNumberFallback ? fromEnd(text, from, context) : null) ??
    nothing()
  );
}

function fromTags(text: string, from: number): Extraction | null {
  const tag = findTags(text, from).at(-1);
  if (tag === undefined) return null;
  const box = findBoxes(text.slice(tag.start, tag.end), 0).at(-1);
  const span = box === undefined ? tag : { start: tag.start + box.start, end: tag.start + box.end };
  return spanFound(text, span, "tag", 0.95, false);
}

function fromBoxes(text: string, from: number, policies: ResolvedPolicies): Extraction | null {
  const boxes = findBoxes(text, from);
  if (boxes.length === 0) return null;
  const filled = boxes.filter(
    (box) => trimAnswer(text.slice(box.start, Math.min(box.end, box.start + 400))) !== "",
  );
  const closed = filled.filter((box) => box.closed);
  const usable = closed.length > 0 ? closed : filled.length > 0 ? filled.slice(-1) : boxes.slice(-1);
  const group = policies.severalBoxes === "adjacent" ? lastBoxGroup(text, usable) : usable.slice(-1);
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (!last.closed && isCut(text.slice(last.start, last.end))) return nothing();
  const parts = [...new Set(group.map((box) => contentOf(text, box)))];
  const answer = parts.join(", ");
  if (answer === "") return nothing();
  const others = new Set(
    usable
      .slice(-64)
      .filter((box) => !group.includes(box))
      .map((box) => contentOf(text, box)),
  );
  const disagree = [...others].some((other) => !parts.includes(other));
  return found(answer, { start: first.start, end: last.end }, "boxed", last.closed ? 0.95 : 0.6, disagree);
}

/** Whether an unclosed box ends inside a command's argument, so that what it holds is a part of the answer. */
function isCut(content: string): boolean {
  return /\\(?:[dtc]?frac|sqrt|binom)\s*(?:\{[^{}]{0,80}\})?\s*\{[^{}]{0,80}$/.test(content.slice(-200));
}

function contentOf(text: string, box: Box): string {
  const inner = trimAnswer(text.slice(box.start, Math.min(box.end, box.start + MAX_ANSWER_CHARS)));
  return percentBehind(text, box) && !inner.endsWith("%") ? `${inner}\\%` : inner + baseBehind(text, box);
}

function fromPhrases(text: string, from: number, context: AnswerContext): Extraction | null {
  let bound: { values: string[] | null; answer: Extraction } | null = null;
  for (const clause of findPhraseClauses(text, from)) {
    const words = text.slice(clause.start, clause.end);
    if (clause.weak && !isStatement(words, context)) continue;
    const span = refineClause(text, clause, context);
    const answer = span === null ? "" : trimAnswer(text.slice(span.start, span.end));
    if (span === null || answer === "") continue;
    const extraction = spanFound(text, span, "phrase", 0.85, false);
    if (isQuestion(text, clause.start, span.end)) continue;
    if (!isBound(words) && !isConditional(words))
      return bound === null || (bound.values?.includes(answer) ?? true) ? extraction : bound.answer;
    const values = [findFormulas, findNumbers].flatMap((find) => find(text, clause.start, clause.end));
    const stated = values.map((at) => trimAnswer(text.slice(at.start, at.end)));
    bound ??= { values: isConditional(words) ? null : stated, answer: extraction };
  }
  return bound?.answer ?? null;
}

/** "Is the answer 5?" asks; it does not answer. */
function isQuestion(text: string, start: number, end: number): boolean {
  if (text[skipSpace(text, end)] !== "?" && text[end - 1] !== "?") return false;
  return /\b(?:is|was|are|could|would|can|should|might) (?:the |my |this )?(?:final |correct |right )?answer\s*$/i.test(
    text.slice(Math.max(0, start - 48), start),
  );
}

/** What stands behind `A:` counts only where it is nothing but an answer. */
function isStatement(clause: string, context: AnswerContext): boolean {
  if (context.kind === "choice" || context.kind === "text" || context.kind === "boolean") return false;
  return clause.length <= 200 && (isReadable(clause) || numberInSentence(clause) !== null);
}

function fromLetters(
  text: string,
  from: number,
  context: AnswerContext,
  policies: ResolvedPolicies,
): Extraction | null {
  if (context.kind !== "choice") return null;
  const letters = optionLetters(policies.letters, context.options);
  const body = text.slice(from, from + 400);
  const leads =
    leadingLetter(body, letters) !== null &&
    /^(?:option|choice)?[\s*([{（]*\S[\s*)\]}）]*(?:$|[.:,)。、]|[\u0080-\uffff])/i.test(body);
  if (leads) return spanFound(text, { start: from, end: firstLineEnd(text, from) }, "choice", 0.7, false);
  const whole = foldText(text.slice(from, from + 400));
  if (context.options?.some((option) => foldText(option) === whole)) {
    return spanFound(text, { start: from, end: text.length }, "choice", 0.8, false);
  }
  const at = lastLetter(text, from, letters);
  return at < 0 ? null : spanFound(text, { start: at, end: at + 1 }, "choice", 0.5, false);
}

/** A reply that begins or ends with yes or no, for kind `boolean`. */
function fromBoolean(text: string, from: number, context: AnswerContext): Extraction | null {
  if (context.kind !== "boolean") return null;
  const start = skipSpace(text, from);
  const lead = /^[*_"]*([\p{L}]{1,9})[*_"]*(?=\s*(?:$|[.,;:!—–\n。，-]))/u.exec(
    text.slice(start, start + 40),
  );
  const first = lead?.[1];
  if (lead !== null && first !== undefined && isBooleanWord(first)) {
    const at = start + lead[0].indexOf(first);
    return spanFound(text, { start: at, end: at + first.length }, "choice", 0.7, false);
  }
  const end = lastContent(text, from);
  const last = /([\p{L}]{1,9})[.!*"_]*$/u.exec(text.slice(Math.max(from, end - 20), end));
  const word = last?.[1];
  if (last === null || word === undefined || word.length < 2 || !isBooleanWord(word)) return null;
  const at = end - last[0].length;
  return spanFound(text, { start: at, end: at + word.length }, "choice", 0.5, false);
}

/** A reply that is one short line and nothing but an answer of its kind. */
function fromBareReply(text: string, from: number, context: AnswerContext): Extraction | null {
  const whole = text.slice(from, from + MAX_BARE_REPLY + 1).trim();
  if (whole === "" || text.length - from > MAX_BARE_REPLY || whole.includes("\n")) return null;
  const isBare = context.kind === "text" || (context.kind !== "choice" && isReadable(whole));
  return isBare ? spanFound(text, { start: from, end: text.length }, "whole", 0.5, false) : null;
}

const MAX_BARE_REPLY = 200;

function firstLineEnd(text: string, from: number): number {
  const end = text.slice(from).trimStart().indexOf("\n");
  return end < 0 ? text.length : text.length - text.slice(from).trimStart().length + end;
}

/** What stands before a number that is said not to be the answer, or that is an argument. */
const DENIED_NUMBER =
  /(?:\b(?:not|never|cannot|can't|isn't|can’t|isn’t)(?: (?:be|equal|equal to|simply|just))? |不是|不等于|不为|nicht |\bpas |\bno (?:es|é|è) |\bnon è |\bnão é |(?:^|\s)не )\$?$|[A-Za-z]\($/i;

/** The answer in bold with which a text ends. */
const BOLD_END = /\*\*([^*\n]{1,120})\*\*[.\s]{0,8}$/;

/** Only the last characters are searched for a final formula or number. */
const END_WINDOW = 4000;

/** The last formula that reads as mathematics, or the last number where that comes later. */
function fromEnd(text: string, from: number, context: AnswerContext): Extraction | null {
  if (context.kind === "text" || context.kind === "boolean" || context.kind === "choice") return null;
  const rewritten = fromLayout(text.slice(from, from + 2 * END_WINDOW + 1), context);
  if (rewritten !== null) return found(rewritten, { start: from, end: text.length }, "whole", 0.4, false);
  const stop = lastContent(text, from);
  const start = Math.max(from, stop - END_WINDOW);
  const whole = text.slice(from);
  if (looksLikeCode(text.slice(start))) return null;
  if (whole.length <= END_WINDOW && isReadable(whole))
    return spanFound(text, { start: from, end: text.length }, "whole", 0.5, false);
  const bold = BOLD_END.exec(text.slice(Math.max(from, stop - 160)));
  if (bold?.[1] !== undefined && isReadable(bold[1])) {
    const at = Math.max(from, stop - 160) + bold.index + 2;
    return spanFound(text, { start: at, end: at + bold[1].length }, "final-math", 0.45, false);
  }
  const sentence = lastSentence(text, from);
  const stated = sentence === null ? null : afterVerb(text, sentence);
  if (stated !== null && !GLUED_UNIT.test(text.slice(stated.start, stated.start + 40).trim()))
    return spanFound(text, stated, "final-math", 0.45, false);
  const number = findNumbers(text, start, stop)
    .reverse()
    .find(
      (span) =>
        !DENIED_NUMBER.test(text.slice(Math.max(start, span.start - 24), span.start)) &&
        !/^[\s$)*]{0,4}\?/.test(text.slice(span.end, span.end + 5)),
    );
  const formula = findFormulas(text, start, text.length)
    .filter((span) => isFormula(text.slice(span.start, span.end)))
    .at(-1);
  if (formula !== undefined && (number === undefined || formula.end >= number.end)) {
    return spanFound(text, formula, "final-math", 0.4, false);
  }
  return number === undefined ? null : spanFound(text, number, "last-number", 0.3, false);
}

/** A text that is one formula in an odd layout: a formula set as a column, or three and more lines of one value each. */
function fromLayout(text: string, context: AnswerContext): string | null {
  if (text.length > 2 * END_WINDOW) return null;
  const line = flattenedColumn(text);
  if (line !== null) {
    if (isReadable(line)) return line;
    const span = afterVerb(line.replace(/\\text\{([^{}]*)\}/g, "$1"), { start: 0, end: line.length });
    return span === null ? null : line.replace(/\\text\{([^{}]*)\}/g, "$1").slice(span.start, span.end);
  }
  if (context.kind !== "expression" || text.includes("=")) return null;
  const lines = text.split("\n").filter((each) => each.trim() !== "");
  return lines.length >= 3 &&
    lines.length <= 12 &&
    lines.every((each) => each.length <= 80 && isReadable(each))
    ? lines.map(trimAnswer).join(", ")
    : null;
}

/** A number with a one-letter unit behind it, which in prose is no product. */
const GLUED_UNIT = /^[-+]?[\d.,]+\s?(?:[mgslLhVJNWKA])(?:[²³]|\^\d)?\.?$/;

/** Calls of methods, dunder names and markup: a number in code is not an answer. */
function looksLikeCode(text: string): boolean {
  return /[A-Za-z_]\.[A-Za-z_]{2,40}\(|__[a-z]+__[(.]|\(lambda\b|<script|<[a-z]{1,12} [a-z]{1,20}=|=>\s*\{|\b(?:import|open|eval|exec|require|alert|system|setattr|getattr)\(|\bDROP TABLE\b|['"]\s*=\s*['"]/.test(
    text,
  );
}

/** The last sentence of the last line that is not empty, if it is short. */
function lastSentence(text: string, from: number): Span | null {
  const end = skipSpaceBack(text, text.length, from);
  const line = Math.max(from, text.lastIndexOf("\n", end - 1) + 1);
  const stop = text.lastIndexOf(". ", end - 2);
  const start = stop < line ? line : stop + 2;
  return end - start > 0 && end - start <= 600 ? { start, end } : null;
}

/** End of the text without closing braces and white space, so that a run of them does not fill the window. */
function lastContent(text: string, from: number): number {
  let at = text.length;
  while (at > from && " \n\t\r}".includes(text[at - 1] ?? "")) at--;
  return at;
}

function spanFound(
  text: string,
  span: Span,
  rule: ExtractionRule,
  confidence: number,
  disagree: boolean,
): Extraction {
  const answer = trimAnswer(text.slice(span.start, Math.min(span.end, span.start + MAX_ANSWER_CHARS)));
  return answer === ""
    ? nothing()
    : found(answer, { start: span.start, end: span.end }, rule, confidence, disagree);
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
