import { policyHash } from "../policies";
import type { AnswerVerdict, VerifyPolicies } from "../types";
import { VERIFIER_VERSION } from "../version";
import { fromAnswer, type ProcessStyle, readPrediction } from "./predictions";

export type { ProcessStyle } from "./predictions";

export type ProcessInput = {
  text: string;
  gold: string;
  style: ProcessStyle;
  policies?: VerifyPolicies | undefined;
};

/** `process:<version>:<policy hash>`, the key under which process verdicts are stored. */
export const processVerifierKey = (policies?: VerifyPolicies): string =>
  `process:${VERIFIER_VERSION}:${policyHash(policies)}`;

/**
 * Judges what a critic says of a solution: `correct` where the first wrong step, or the set of wrong sections, is the
 * gold's. `extracted` is the prediction in canonical form (`-1`, `3`, `1, 4`, `none`), from which a benchmark's own metric is
 * computed. Pure and bounded; does not throw.
 */
export function verifyProcess({ text, gold, style, policies }: ProcessInput): AnswerVerdict {
  const prediction = readPrediction(text, style);
  const expected = labelsOf(gold, style);
  const base = {
    location: null,
    confidence: prediction === null ? 0 : prediction.rule === "whole" ? 0.5 : 0.9,
    candidatesDisagree: false,
    goldNormal: canonical(expected),
    verifierKey: processVerifierKey(policies),
  };
  if (prediction === null) {
    return { ...base, outcome: "unparsed", extracted: null, answerNormal: null, rule: "none/no label found" };
  }
  const scored = style === "wrong-sections" ? withinGold(prediction.numbers, expected) : prediction.numbers;
  const isRight = canonical(scored) === canonical(expected);
  return {
    ...base,
    outcome: isRight ? "correct" : "incorrect",
    extracted: canonical(prediction.numbers),
    answerNormal: canonical(scored),
    rule: `${prediction.rule}/${style === "first-error" ? "first error" : "set of sections"}`,
  };
}

/** The numbers of a gold or of a canonical prediction; `none` and the empty text are the empty list. */
export function labelsOf(label: string, style: ProcessStyle): number[] {
  return fromAnswer(label, style) ?? [];
}

/** DeltaBench's rule: sections beyond the last gold one are not scored. With no gold section all of them are. */
export function withinGold(predicted: readonly number[], gold: readonly number[]): number[] {
  const last = gold.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...gold);
  return predicted.filter((number) => number <= last);
}

const canonical = (numbers: readonly number[]): string =>
  numbers.length === 0 ? "none" : numbers.join(", ");
