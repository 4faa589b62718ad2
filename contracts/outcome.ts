import { z } from "zod";

/**
 * The seven outcomes of a sample (statistics: docs/statistics.md).
 * `correct` scores 1; `infra_error` never enters a mean of a generated run; every other outcome scores 0.
 */
export const OUTCOMES = [
  "correct",
  "incorrect",
  "unparsed",
  "truncated",
  "refused",
  "undecided",
  "infra_error",
] as const;

export const outcomeSchema = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcomeSchema>;

export type OutcomeCounts = Record<Outcome, number>;

export function emptyOutcomeCounts(): OutcomeCounts {
  return { correct: 0, incorrect: 0, unparsed: 0, truncated: 0, refused: 0, undecided: 0, infra_error: 0 };
}
