import type { Outcome } from "@/contracts/outcome";

/** Class of a sample without an answer; it never votes. */
export const NO_ANSWER = -1;

/** How the samples of a pool came about; decides what `infra_error` means (see `usableSamples`). */
export type PoolKind = "generated" | "imported";

/**
 * Whether a run holds what it should.
 * - `complete`: every planned sample is there.
 * - `incomplete`: samples are missing through us or the transport; provisional, and unranked above 0.5 % missing.
 * - `partial`: an upload with fewer problems or ragged samples; never ranked.
 */
export interface Completeness {
  state: "complete" | "incomplete" | "partial";
  expected: number;
  missing: number;
  ranked: boolean;
  /** Why there is no rank, in a sentence for people; null where there is one. */
  reason: string | null;
}

/** One sample of a problem, as far as any estimator needs it. */
export interface PoolSample {
  /** Null: missing, because it is not generated or not verified yet, or because we failed. */
  outcome: Outcome | null;
  /** Equivalence class of the answer among the samples of its problem, or `NO_ANSWER`. */
  answerClass: number;
  /** All-in tokens of this sample over every call, or null where unknown. */
  tokens: number | null;
  /** A recorded score of this sample (for best-of-n and weighted votes), or null. */
  score: number | null;
  /** What models said of this sample, by index, null where unreadable; only where a reducer goes by it, never stored here. */
  assessments?: readonly (number | null)[];
}

/** Problem × sample results of a generated or imported run. Rows are in benchmark problem order, samples in index order. */
export interface SampledMatrix {
  kind: "sampled";
  /** Planned samples of every problem (k of the run). */
  samplesPerProblem: number;
  /** False where answers have no classes (code, process labels): voting is undefined then. */
  classesRecorded: boolean;
  problems: PoolSample[][];
}

/** Per-problem results of a reduced run: a reducer applied to the pool of its source run. */
export interface ReducedMatrix {
  kind: "reduced";
  reducer: { id: string; version: string; k: number };
  /** Expected correctness over all size-k subsets of the pool; null where the pool has fewer than k samples. */
  expected: (number | null)[];
  /** Tokens of one use of the method: k × mean tokens of the pool plus assessments; null where unknown. */
  tokens: (number | null)[];
  /** Variance of `expected` under new samples for the same problem; null where the pool has one sample. */
  rerunVariance: (number | null)[];
  /** Usable samples of the pool. */
  poolSamples: number[];
  /** Problems whose expectation was taken over seeded subsets because counting was too long. */
  sampledProblems: number;
  /** Completeness of the source run. */
  source: Completeness;
}

/** Everything the statistics of one run are computed from; stored as one row a run (see `encodeRunMatrix`). */
export type RunMatrix = SampledMatrix | ReducedMatrix;

/**
 * The samples that enter means. `infra_error` is a missing sample in a generated run; in an imported run it counts 0,
 * because otherwise one could omit one's failures.
 */
export function usableSamples(samples: readonly PoolSample[], kind: PoolKind): PoolSample[] {
  return samples.filter(
    (sample) => sample.outcome !== null && !(kind === "generated" && sample.outcome === "infra_error"),
  );
}

/** Usable samples of a problem (n) and how many of them are correct (c). */
export interface ProblemCount {
  n: number;
  c: number;
}

/** The integer counts of every problem, in problem order: what all count-based scores are computed from. */
export function problemCounts(matrix: SampledMatrix, kind: PoolKind): ProblemCount[] {
  return matrix.problems.map((samples) => {
    const usable = usableSamples(samples, kind);
    return { n: usable.length, c: usable.filter((sample) => sample.outcome === "correct").length };
  });
}

/** Per-problem headline values p_i in problem order; null where a problem has no usable sample. */
export function problemScores(matrix: RunMatrix, kind: PoolKind): (number | null)[] {
  if (matrix.kind === "reduced") return matrix.expected;
  return problemCounts(matrix, kind).map(({ n, c }) => (n === 0 ? null : c / n));
}
