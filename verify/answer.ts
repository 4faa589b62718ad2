import { compareAnswers } from "./compare/answers";
import { prepareAnswer } from "./compare/prepared";
import { extractAnswer } from "./extract";
import { trimAnswer } from "./extract/trim";
import { verifierKey } from "./policies";
import type { AnswerContext, AnswerVerdict } from "./types";

/** A whole model output, the gold answer, and how to read them. */
export type VerifyInput = AnswerContext & { text: string; gold: string };

/**
 * Judges a whole model output against the gold answer: finds the answer (after the thinking part) and compares it.
 * Pure, and bounded in time and memory by its own budgets whatever the text; it does not throw.
 */
export function verifyAnswer(input: VerifyInput): AnswerVerdict {
  const extraction = extractAnswer(input.text, input);
  const gold = trimAnswer(input.gold);
  const base = {
    extracted: extraction.answer,
    location: extraction.location,
    confidence: extraction.confidence,
    candidatesDisagree: extraction.candidatesDisagree,
    verifierKey: verifierKey(input.policies),
  };
  if (extraction.answer === null) {
    return {
      ...base,
      outcome: "unparsed",
      goldNormal: null,
      answerNormal: null,
      rule: "none/no answer found",
    };
  }
  const comparison = compareAnswers(prepareAnswer(gold), prepareAnswer(extraction.answer), input);
  return {
    ...base,
    outcome: comparison.equal === null ? "undecided" : comparison.equal ? "correct" : "incorrect",
    goldNormal: comparison.goldNormal,
    answerNormal: comparison.answerNormal,
    rule: `${extraction.rule}/${comparison.rule}`,
  };
}

/** Whether two bare answers are the same: `true`, `false`, or `null` where it cannot be decided within the budgets. */
export function equivalent(a: string, b: string, context: AnswerContext): boolean | null {
  return compareAnswers(prepareAnswer(trimAnswer(a)), prepareAnswer(trimAnswer(b)), context).equal;
}
