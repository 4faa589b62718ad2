import type { Interval } from "@/contracts/board";
import { type DifferenceVariance, problemsNeeded, samplesFactorNeeded } from "./power";

export const CLAIM_VERDICTS = [
  "reproduced",
  "smaller",
  "larger",
  "contradicted",
  "inconclusive",
  "not tested",
  "not comparable",
] as const;
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number];

/** One cell of a claim, "treatment beats baseline by r", and what was measured for it. */
export interface ClaimCell {
  /** Reported difference r in the unit of the measurement; null where the source gives none. Negative: a reduction. */
  reported: number | null;
  /** Claimed direction where r is null or zero; a positive difference unless said otherwise. */
  direction?: "increase" | "decrease";
  /** What differs between claim and measurement (version, token limit, sampling), for people. */
  differing: readonly string[];
  /** Paired comparison treatment − baseline; null: not tested. */
  measured: {
    interval: Interval;
    problems: number;
    samplesPerProblem: number;
    variance: DifferenceVariance;
  } | null;
}

/** The verdict of one cell, with what an undecided one would need for 80 % power at r. */
export interface ClaimJudgement {
  verdict: ClaimVerdict;
  /** For `not comparable`: what differs. */
  differing: readonly string[];
  /** For `inconclusive` with a reported r: problems at the same samples, and samples at the same problems. */
  needed: { problems: number; samplesPerProblem: number | null } | null;
}

/** Judges one cell from the paired interval [lo, hi], turned so that the claimed direction is positive. */
export function judgeClaim(cell: ClaimCell): ClaimJudgement {
  const { differing, measured, reported } = cell;
  if (differing.length > 0) return { verdict: "not comparable", differing, needed: null };
  if (!measured) return { verdict: "not tested", differing, needed: null };
  const sign = signOf(cell);
  const [first, second] = measured.interval;
  const lo = sign > 0 ? first : -second;
  const hi = sign > 0 ? second : -first;
  const verdict = verdictOf([lo, hi], reported === null ? null : sign * reported);
  return { verdict, differing, needed: verdict === "inconclusive" ? neededFor(cell) : null };
}

function verdictOf([lo, hi]: Interval, reported: number | null): ClaimVerdict {
  if (hi < 0) return "contradicted";
  if (lo <= 0) return "inconclusive";
  if (reported === null) return "reproduced";
  if (reported > hi) return "smaller";
  return reported < lo ? "larger" : "reproduced";
}

function signOf({ reported, direction }: ClaimCell): 1 | -1 {
  if (reported !== null && reported !== 0) return reported > 0 ? 1 : -1;
  return direction === "decrease" ? -1 : 1;
}

function neededFor({ measured, reported }: ClaimCell): ClaimJudgement["needed"] {
  if (!measured || reported === null) return null;
  const problems = problemsNeeded(reported, measured.variance);
  if (problems === null) return null;
  const factor = samplesFactorNeeded(reported, measured.problems, measured.variance);
  const samplesPerProblem =
    factor === null ? null : Math.max(1, Math.ceil(factor * measured.samplesPerProblem));
  return { problems, samplesPerProblem };
}

/** How many cells of a system have each verdict. A system's verdict is this table, never one word. */
export function tallyClaims(verdicts: readonly ClaimVerdict[]): Record<ClaimVerdict, number> {
  const tally: Record<ClaimVerdict, number> = {
    reproduced: 0,
    smaller: 0,
    larger: 0,
    contradicted: 0,
    inconclusive: 0,
    "not tested": 0,
    "not comparable": 0,
  };
  for (const verdict of verdicts) tally[verdict] += 1;
  return tally;
}
