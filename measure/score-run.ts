import type { Interval } from "@/contracts/board";
import type { ProcessMetric } from "@/contracts/process-metric";
import { newProblemsInterval } from "./intervals/new-problems";
import { rerunInterval } from "./intervals/rerun";
import { type MetricValues, reducedMetrics, sampledMetrics } from "./metric-values";
import { mean, present } from "./numeric/mean";
import type { PoolKind, RunMatrix } from "./run-matrix";
import { defaultKs, type Metric } from "./score-metrics";

/** One score of a run with both intervals. Values are fractions in [0, 1]; null is undefined: a dash, sorted last. */
export interface RunScore {
  metric: Metric | ProcessMetric;
  /** Samples that the metric is about; for avg@n the samples of a problem (1 for a reduced run). */
  k: number;
  value: number | null;
  interval: { newProblems: Interval | null; rerun: Interval | null };
  /** Usable samples a problem that it was computed from: the fewest of any problem. */
  n: number;
  /** Problems whose value was taken over seeded subsets because counting would have been too long. */
  sampledProblems: number;
}

export interface ScoreOptions {
  /** How the samples came about; for a reduced run, those of its source. */
  kind: PoolKind;
  /** The run's hash: seeds whatever is random. */
  seed: string;
  /** Defaults to powers of two up to the planned samples. */
  ks?: readonly number[];
}

/**
 * All scores of a run, avg@n first: the one place where scores are computed, from integer counts in problem order, so
 * that recomputing them is equal bit for bit. In a sampled run a problem without any usable sample is left out of
 * avg@n (the run is provisional then) and makes every other metric undefined.
 */
export function scoreRun(matrix: RunMatrix, { kind, seed, ks }: ScoreOptions): RunScore[] {
  if (matrix.kind === "reduced") return reducedMetrics(matrix).map(toScore);
  return sampledMetrics(matrix, { kind, seed, ks: ks ?? defaultKs(matrix.samplesPerProblem) }).map(toScore);
}

function toScore({
  metric,
  k,
  values,
  variances,
  totalSamples,
  n,
  skipsMissing,
  sampledProblems,
}: MetricValues) {
  const known = present(values);
  const defined = known.length > 0 && (skipsMissing || known.length === values.length);
  const value = defined ? mean(known) : null;
  const score: RunScore = {
    metric,
    k,
    value,
    interval: { newProblems: null, rerun: null },
    n,
    sampledProblems,
  };
  if (value !== null) {
    score.interval = {
      newProblems: newProblemsInterval(known, totalSamples),
      rerun: rerunInterval(value, variances()),
    };
  }
  return score;
}
