import { mean, median, present, sampleVariance } from "./numeric/mean";
import { type ProblemVector, pairedDifferences } from "./paired/paired-vectors";
import { type DifferenceVariance, detectableEffect } from "./power";
import { sortNullsLast } from "./ranking/sort";

/** Pairs are taken from this many best ranked rows. */
export const MOST_ROWS = 20;

/** A ranked row as the minimum detectable effect needs it. */
export interface EffectRow {
  perProblem: ProblemVector;
  /** k: samples of a problem that a value is the mean of; 1 for a reduced run. */
  samplesPerProblem: number;
  /** Variance of each value under new samples (`rerunVariances`); null where a problem has one sample. */
  rerunVariance: readonly (number | null)[];
}

/** The noise floor of a board. */
export interface MinimumDetectableEffect {
  /** δ: the smallest true difference of two typical rows that is found with power 0.8 at α = 0.05. */
  effect: number;
  problems: number;
  /** k that δ is stated for: the median of the rows used. */
  samplesPerProblem: number;
  /** w², median over pairs. */
  betweenProblems: number;
  /** s², median over pairs of the mean within-problem variance of one sample. */
  withinProblem: number;
  pairs: number;
}

/** s² of a row: mean within-problem variance of one sample. Null where it cannot be told from one sample a problem. */
function withinProblemVariance({ rerunVariance, samplesPerProblem }: EffectRow): number | null {
  const known = present(rerunVariance);
  const average = known.length === rerunVariance.length ? mean(known) : null;
  return average === null ? null : average * samplesPerProblem;
}

/**
 * Variance of the difference of two runs, split into problems and samples. Where a run has one sample a problem the
 * split is unknown and all of it is put down to the problems, which leaves δ at the same k unchanged.
 * Null for fewer than two shared problems.
 */
export function differenceVariance(a: EffectRow, b: EffectRow): DifferenceVariance | null {
  const total = sampleVariance(pairedDifferences(a.perProblem, b.perProblem));
  if (total === null) return null;
  const withinProblems =
    (withinProblemVariance(a) ?? 0) / a.samplesPerProblem +
    (withinProblemVariance(b) ?? 0) / b.samplesPerProblem;
  return { betweenProblems: Math.max(0, total - withinProblems), withinProblems };
}

/**
 * δ of M = (z_{α/2}+z_β)²·(w² + s²_A/k_A + s²_B/k_B)/δ², with w² and s² as medians over all pairs of the first 20
 * ranked rows. Null (a dash) for fewer than two rows.
 */
export function minimumDetectableEffect(ranked: readonly EffectRow[]): MinimumDetectableEffect | null {
  const rows = sortNullsLast(ranked, (row) => mean(present(row.perProblem))).slice(0, MOST_ROWS);
  const between: number[] = [];
  const within: number[] = [];
  for (const [index, a] of rows.entries()) {
    for (const b of rows.slice(index + 1)) {
      const variance = differenceVariance(a, b);
      if (!variance) continue;
      between.push(variance.betweenProblems);
      within.push(((withinProblemVariance(a) ?? 0) + (withinProblemVariance(b) ?? 0)) / 2);
    }
  }
  const betweenProblems = median(between);
  const withinProblem = median(within);
  const samplesPerProblem = median(rows.map((row) => row.samplesPerProblem));
  if (betweenProblems === null || withinProblem === null || !samplesPerProblem) return null;
  const problems = Math.max(...rows.map((row) => row.perProblem.length));
  const withinProblems = (2 * withinProblem) / samplesPerProblem;
  return {
    effect: detectableEffect(problems, { betweenProblems, withinProblems }),
    problems,
    samplesPerProblem,
    betweenProblems,
    withinProblem,
    pairs: between.length,
  };
}
