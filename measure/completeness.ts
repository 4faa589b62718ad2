import { type Completeness, type PoolKind, type SampledMatrix, usableSamples } from "./run-matrix";

/** Above this share of missing samples a generated run has no rank. */
export const MOST_MISSING_SHARE = 0.005;

/** Judges a pool by the rules of docs/statistics.md, "Complete, incomplete, partial". */
export function completenessOf(matrix: SampledMatrix, kind: PoolKind): Completeness {
  const planned = matrix.samplesPerProblem;
  const expected = planned * matrix.problems.length;
  const usable = matrix.problems.reduce((sum, samples) => sum + usableSamples(samples, kind).length, 0);
  const missing = expected - usable;
  if (kind === "imported") {
    const short = matrix.problems.filter((samples) => samples.length !== planned).length;
    if (short > 0) {
      const reason = `${short} of ${matrix.problems.length} problems do not have all samples 0 to ${planned - 1}; upload every sample of every problem`;
      return { state: "partial", expected, missing, ranked: false, reason };
    }
  }
  if (missing === 0) {
    const ranked = expected > 0;
    return {
      state: "complete",
      expected,
      missing,
      ranked,
      reason: ranked ? null : "the run has no problems",
    };
  }
  const ranked = missing <= expected * MOST_MISSING_SHARE;
  const reason = ranked
    ? null
    : `${missing} of ${expected} samples are missing, more than ${MOST_MISSING_SHARE * 100} %`;
  return { state: "incomplete", expected, missing, ranked, reason };
}
