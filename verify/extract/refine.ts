import { parseAnswer } from "../parse";
import { someNode } from "../parse/ast";
import { resolvePolicies } from "../policies";
import type { AnswerContext } from "../types";
import { findFormulas, findNumbers, type Span } from "./candidates";
import { lastLetter, leadingLetter, optionLetters } from "./choice";
import { trimAnswer } from "./trim";

/** A clause longer than this is searched for formulas and numbers only. */
const MAX_CLAUSE = 600;

/** "At least 42" says where the answer lies, not what it is. */
const BOUNDS =
  /^(?:either\b|at (?:least|most)|no (?:more|less|fewer) than|(?:more|less|fewer|greater|larger|smaller) than|(?:some|any)where|between|up to)\b/i;

/** A clause that says where the answer lies: a step of a proof where the answer itself stands before it. */
export function isBound(clause: string): boolean {
  return BOUNDS.test(clause);
}

/** "The answer would be 5": said of another case where a plain statement stands before it. */
export function isConditional(clause: string): boolean {
  return /^would (?:be|have been)\b/i.test(clause);
}

/** "12 more than 5" is not 12. */
const COMPARED = /^\s(?:more|less|fewer|greater|larger|smaller) than\b/i;

/** Narrows a clause that follows an answer phrase to the answer in it; `null` where it holds none of the kind. */
export function refineClause(text: string, clause: Span, context: AnswerContext): Span | null {
  if (context.kind === "choice") return letterIn(text, clause, context);
  if (context.kind === "text" || context.kind === "boolean") return clause;
  const plain = text.slice(clause.start, Math.min(clause.end, clause.start + MAX_CLAUSE));
  if (isReadable(plain)) return clause;
  if (isBound(plain)) return wordsOf(text, clause);
  const [formula] = findFormulas(text, clause.start, clause.end).filter((span) =>
    isFormula(text.slice(span.start, span.end)),
  );
  if (formula !== undefined && formula.start <= clause.start + 2) return formula;
  return (
    afterVerb(text, clause) ??
    formula ??
    leadingValue(text, clause) ??
    firstNumber(text, clause) ??
    wordsOf(text, clause)
  );
}

/** Whether a piece of text reads as mathematics (not as a phrase of words). */
export function isReadable(piece: string): boolean {
  const trimmed = trimAnswer(piece);
  if (trimmed === "" || trimmed.length > 20_000) return false;
  const node = parseAnswer(trimmed);
  return node !== null && !someNode(node, (each) => each.t === "text");
}

/** Whether the content of formula delimiters is an answer; there, words count too. */
export function isFormula(piece: string): boolean {
  const trimmed = trimAnswer(piece);
  return trimmed !== "" && trimmed.length <= 20_000 && parseAnswer(trimmed) !== null;
}

function letterIn(text: string, clause: Span, context: AnswerContext): Span | null {
  const letters = optionLetters(resolvePolicies(context.policies).letters, context.options);
  const plain = text.slice(clause.start, clause.end);
  if (leadingLetter(trimAnswer(plain), letters) !== null) return clause;
  const at = lastLetter(plain, 0, letters);
  return at < 0 ? null : { start: clause.start + at, end: clause.start + at + 1 };
}

const VERBS = [
  " is ",
  " are ",
  " was ",
  " equals ",
  " = ",
  "=",
  ": ",
  "为",
  "是",
  " est de ",
  " est ",
  " ist ",
  " es ",
  " è ",
  " é ",
];

/** "The largest n is 34": what follows the last verb, if it reads as mathematics. */
export function afterVerb(text: string, clause: Span): Span | null {
  const plain = text.slice(clause.start, Math.min(clause.end, clause.start + MAX_CLAUSE));
  let best: Span | null = null;
  for (const verb of VERBS) {
    const at = plain.lastIndexOf(verb);
    if (at < 0 || (best !== null && clause.start + at + verb.length <= best.start)) continue;
    const start = at + verb.length;
    if (verb === "=" && "<>!:".includes(plain[at - 1] ?? " ")) continue;
    if (opensFormula(plain.slice(0, at))) continue;
    if (/(?:不|nicht|\bnot|\bpas|\bno)\s*$/i.test(plain.slice(Math.max(0, at - 8), at))) continue;
    if (isReadable(plain.slice(start))) best = { start: clause.start + start, end: clause.end };
  }
  return best === null ? null : (wholeList(plain, clause) ?? best);
}

/** "The solution is x = 3, y = 4": all that follows the verb, not what follows the last equals sign. */
function wholeList(plain: string, clause: Span): Span | null {
  const match = /\b(?:is|are)[: ]\s*(?=[A-Za-z]\s*=\s*[^,=]{1,40},\s*[A-Za-z]\s*=[^,=]{1,40}$)/.exec(plain);
  const start = match === null ? 0 : match.index + match[0].length;
  return match === null || !isReadable(plain.slice(start))
    ? null
    : { start: clause.start + start, end: clause.end };
}

/** Whether a formula is still open at the end of a piece of text. */
function opensFormula(piece: string): boolean {
  const dollars = piece.split("$").length - piece.split("\\$").length;
  return (
    dollars % 2 === 1 ||
    piece.lastIndexOf("\\(") > piece.lastIndexOf("\\)") ||
    piece.lastIndexOf("\\[") > piece.lastIndexOf("\\]")
  );
}

/** "42 because geometry proves it": the value with which the clause begins. */
function leadingValue(text: string, clause: Span): Span | null {
  const plain = text.slice(clause.start, Math.min(clause.end, clause.start + MAX_CLAUSE));
  const stops = [
    ", ",
    "; ",
    " because",
    " since",
    " as ",
    " which",
    " where",
    " when",
    " (",
    " for ",
    " and ",
    " with ",
    " if ",
    " in ",
    " of ",
  ];
  let best: Span | null = null;
  for (const stop of stops) {
    const at = plain.indexOf(stop);
    if (at <= 0 || (best !== null && clause.start + at <= best.end)) continue;
    if (isReadable(plain.slice(0, at))) best = { start: clause.start, end: clause.start + at };
  }
  return best;
}

/** The first number of the clause; of several different ones none, where they look like a list of guesses. */
function firstNumber(text: string, clause: Span): Span | null {
  const [first] = findNumbers(text, clause.start, clause.end);
  const isCompared = first !== undefined && COMPARED.test(text.slice(first.end, first.end + 24));
  return isCompared ? null : (first ?? null);
}

function wordsOf(text: string, clause: Span): Span | null {
  return text.slice(clause.start, clause.end).length <= 200 ? clause : null;
}
