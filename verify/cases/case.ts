import { compareAnswers } from "../compare/answers";
import { prepareAnswer } from "../compare/prepared";
import { phraseMeaning } from "../compare/set-phrases";
import { extractAnswer } from "../extract";
import { leadingLetter, optionLetters } from "../extract/choice";
import { trimAnswer } from "../extract/trim";
import type { AnswerContext, AnswerKind, Extraction, VerdictOutcome, VerifyPolicies } from "../types";

/** One labelled case, in the format of the case files (see docs/verification.md). */
export type VerifyCase = {
  id: string;
  gold: string;
  prediction: string;
  prediction_gen?: { prefix: string; unit: string; count: number; suffix: string };
  mode: "latex" | "expr" | "text";
  expected?: boolean;
  category?: string;
  source?: string;
  tags?: string[];
  opts?: CaseOptions;
};

export type CaseOptions = {
  precision?: number;
  strict?: boolean;
  extract?: string[];
  strings?: string[];
  lowercase?: boolean;
  language?: string;
  allow_set_relation_comp?: boolean;
};

/** The line that is printed for a case. */
export type CaseVerdict = {
  id: string;
  equal: boolean | null;
  outcome: VerdictOutcome;
  extracted: string | null;
  rule: string;
};

/** The prediction of a case, written out where it is given as a repetition. */
export function predictionOf(each: VerifyCase): string {
  const generated = each.prediction_gen;
  if (generated === undefined || generated === null) return each.prediction;
  return generated.prefix + generated.unit.repeat(generated.count) + generated.suffix;
}

/** What a case's options say, as policies. Case files mark the last number of a text as an answer, so that is declared. */
export function policiesOf(options: CaseOptions | undefined): VerifyPolicies {
  if (options === undefined || options === null) return PLAIN_POLICIES;
  const policies: VerifyPolicies = { ...PLAIN_POLICIES };
  if (options.precision !== undefined) policies.precisionDecimals = options.precision;
  if (options.strict !== undefined) policies.strict = options.strict;
  if (options.strings !== undefined) policies.letters = options.strings;
  if (options.lowercase === false) policies.letterCase = "exact";
  if (options.language !== undefined) policies.language = options.language;
  if (options.allow_set_relation_comp === false) policies.relationForm = "gold-relation";
  return policies;
}

const PLAIN_POLICIES: VerifyPolicies = { lastNumberFallback: true };
const PLAIN_GOLD: AnswerContext = { kind: "expression", policies: { lastNumberFallback: false } };

/** Judges one case: both sides are extracted where they are texts, and read as bare answers first where they are not. */
export function verifyCase(each: VerifyCase): CaseVerdict {
  const kind: AnswerKind = each.opts?.strings === undefined ? "expression" : "choice";
  const context: AnswerContext = { kind, policies: policiesOf(each.opts) };
  const goldContext =
    context.policies === PLAIN_POLICIES
      ? PLAIN_GOLD
      : { kind, policies: { ...context.policies, lastNumberFallback: false } };
  const gold = sideOf(each.gold, each.mode === "text" ? "latex" : each.mode, goldContext);
  const answer = sideOf(predictionOf(each), each.mode, context);
  if (answer.answer === null || gold.answer === null) {
    return {
      id: each.id,
      equal: false,
      outcome: "unparsed",
      extracted: answer.answer,
      rule: `${answer.rule}/no answer found`,
    };
  }
  const comparison = compareAnswers(prepareAnswer(gold.answer), prepareAnswer(answer.answer), context);
  const outcome = comparison.equal === null ? "undecided" : comparison.equal ? "correct" : "incorrect";
  return {
    id: each.id,
    equal: comparison.equal,
    outcome,
    extracted: answer.answer,
    rule: `${answer.rule}/${comparison.rule}`,
  };
}

/** A bare answer is taken whole if it reads as one; anything else goes through extraction. */
function sideOf(text: string, mode: VerifyCase["mode"], context: AnswerContext): Extraction {
  const extraction = extractAnswer(text, context);
  if (mode === "text" || extraction.rule === "boxed" || extraction.rule === "tag") return extraction;
  const whole = trimAnswer(text);
  const isSentence = extraction.answer !== null && hasFormulaInWords(text);
  if (!isSentence && isAnswer(whole, context)) {
    return {
      answer: whole,
      location: { start: 0, end: text.length },
      rule: "whole",
      confidence: 0.9,
      candidatesDisagree: false,
    };
  }
  if (extraction.answer !== null || whole === "") return extraction;
  return {
    answer: whole,
    location: { start: 0, end: text.length },
    rule: "whole",
    confidence: 0.4,
    candidatesDisagree: false,
  };
}

/** "Hence $$5$$": words around a displayed formula, so that the formula is meant. */
function hasFormulaInWords(text: string): boolean {
  const display = /\$\$[^$]+\$\$|\\\[[\s\S]+?\\\]/.exec(text.slice(0, 4000));
  return display !== null && /[A-Za-z]{3}/.test(text.slice(0, display.index));
}

function isAnswer(whole: string, context: AnswerContext): boolean {
  if (whole === "" || whole.length > 4000) return false;
  if (context.kind === "choice")
    return leadingLetter(whole, optionLetters(context.policies?.letters ?? [], undefined)) !== null;
  return prepareAnswer(whole).node !== null || phraseMeaning(whole) !== null;
}
