/** How near a predicted first wrong step has to be to the true one (OPV-Bench, arXiv 2512.10756). */
export const FIRST_ERROR_CRITERIA = ["precise", "approximate", "rough"] as const;
export type FirstErrorCriterion = (typeof FIRST_ERROR_CRITERIA)[number];

export interface FirstErrorJudgement {
  /** Index of the first wrong step, −1 where all are right. */
  truth: number;
  /** The same as a verifier told it; null where it could not be read, which is never right. */
  predicted: number | null;
}

/**
 * Whether a judgement is right. A right solution has to be told right. In a wrong one the first error has to be found at
 * its step (`precise`), at most one step off (`approximate`), or anywhere (`rough`).
 */
export function isFirstErrorFound(
  { truth, predicted }: FirstErrorJudgement,
  criterion: FirstErrorCriterion,
): boolean {
  if (predicted === null) return false;
  if (truth < 0) return predicted === -1;
  if (predicted < 0) return false;
  if (criterion === "rough") return true;
  return Math.abs(predicted - truth) <= (criterion === "approximate" ? 1 : 0);
}

export interface FirstErrorScores {
  accuracy: number;
  precision: number;
  recall: number;
  f1: number;
}

/**
 * Accuracy over all solutions, and precision, recall and F1 of the class "right solution": what counts against precision are
 * wrong solutions that were judged wrongly under the criterion. Fractions; null where there is no solution of either kind.
 */
export function firstErrorScores(
  judgements: readonly FirstErrorJudgement[],
  criterion: FirstErrorCriterion,
): FirstErrorScores | null {
  const right = judgements.filter(({ truth }) => truth < 0);
  const wrong = judgements.filter(({ truth }) => truth >= 0);
  if (right.length === 0 || wrong.length === 0) return null;
  const accepted = right.filter((one) => isFirstErrorFound(one, criterion)).length;
  const found = wrong.filter((one) => isFirstErrorFound(one, criterion)).length;
  const missed = wrong.length - found;
  const recall = accepted / right.length;
  const precision = accepted + missed === 0 ? 0 : accepted / (accepted + missed);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { accuracy: (accepted + found) / judgements.length, precision, recall, f1 };
}
