import { gPassAtK, meanGPassAtK } from "./estimators/g-pass";
import { passAtK } from "./estimators/pass-at-k";
import { passHatK } from "./estimators/pass-hat-k";
import { countVariance, meanVariance } from "./intervals/rerun-variance";
import { bestOfNReducer } from "./reducers/best-of-n";
import { poolExpectation, poolExpectationVariance } from "./reducers/pool-value";
import type { Reducer } from "./reducers/reducer";
import { selfConsistency } from "./reducers/self-consistency";
import {
  type PoolKind,
  type ProblemCount,
  problemCounts,
  type ReducedMatrix,
  type SampledMatrix,
  usableSamples,
} from "./run-matrix";
import { G_PASS_THRESHOLD, type Metric } from "./score-metrics";

/** One metric of a run before it is averaged: its value on every problem. */
export interface MetricValues {
  metric: Metric;
  k: number;
  /** Per problem, in problem order; null where undefined. */
  values: (number | null)[];
  /** Variances of the values that are there, under new samples; made only where the metric is defined. */
  variances: () => (number | null)[];
  /** Σ n_i of the pool. */
  totalSamples: number;
  n: number;
  /** Whether a problem without a value may be left out (avg@n of a provisional run). */
  skipsMissing: boolean;
  sampledProblems: number;
}

type CountMetric = "pass@k" | "pass^k" | "g-pass@k" | "mg-pass@k";

const COUNT_METRICS: Record<CountMetric, (n: number, c: number, k: number) => number | null> = {
  "pass@k": passAtK,
  "pass^k": passHatK,
  "g-pass@k": (n, c, k) => gPassAtK(n, c, { k, threshold: G_PASS_THRESHOLD }),
  "mg-pass@k": meanGPassAtK,
};

/** Every metric of a generated or imported run. */
export function sampledMetrics(
  matrix: SampledMatrix,
  { kind, seed, ks }: { kind: PoolKind; seed: string; ks: readonly number[] },
): MetricValues[] {
  const counts = problemCounts(matrix, kind);
  const used = counts.filter((count) => count.n > 0);
  const shared = {
    totalSamples: counts.reduce((sum, { n }) => sum + n, 0),
    n: counts.reduce((fewest, { n }) => Math.min(fewest, n), matrix.samplesPerProblem),
    skipsMissing: false,
    sampledProblems: 0,
  };
  const average: MetricValues = {
    ...shared,
    metric: "avg@n",
    k: matrix.samplesPerProblem,
    values: counts.map(({ n, c }) => (n === 0 ? null : c / n)),
    variances: () => used.map(({ n, c }) => meanVariance(n, c)),
    skipsMissing: true,
  };
  const overCounts = (["pass@k", "pass^k", "g-pass@k", "mg-pass@k"] as const).flatMap((metric) =>
    ks
      .filter((k) => k > 1 || metric === "pass@k" || metric === "pass^k")
      .map((k): MetricValues => ({ ...shared, metric, k, ...overCount(COUNT_METRICS[metric], counts, k) })),
  );
  const overPools = [selfConsistency, bestOfNReducer].flatMap((reducer) => {
    // A dash for votes without classes; no line at all for best-of-n where nobody scored the samples.
    if (reducer.refusal(matrix) !== null && reducer.metric !== "maj@k") return [];
    return ks.map((k): MetricValues => ({ ...shared, ...overPool(reducer, matrix, { kind, seed, k }) }));
  });
  return [average, ...overCounts, ...overPools];
}

/** Per-problem values that depend on (n, c) alone; each distinct pair is computed once. */
function overCount(
  estimate: (n: number, c: number, k: number) => number | null,
  counts: readonly ProblemCount[],
  k: number,
): Pick<MetricValues, "values" | "variances"> {
  const values = byCount(counts, (n, c) => estimate(n, c, k));
  const variance = (n: number, c: number) => countVariance(n, c, (hits) => estimate(n, hits, k) ?? 0);
  return { values, variances: () => byCount(counts, variance) };
}

function byCount(
  counts: readonly ProblemCount[],
  compute: (n: number, c: number) => number | null,
): (number | null)[] {
  const known = new Map<number, Map<number, number | null>>();
  return counts.map(({ n, c }) => {
    const ofSize = known.get(n) ?? new Map<number, number | null>();
    known.set(n, ofSize);
    const value = ofSize.has(c) ? (ofSize.get(c) ?? null) : compute(n, c);
    ofSize.set(c, value);
    return value;
  });
}

function overPool(
  reducer: Reducer,
  matrix: SampledMatrix,
  { kind, seed, k }: { kind: PoolKind; seed: string; k: number },
): Pick<MetricValues, "metric" | "k" | "values" | "variances" | "sampledProblems"> {
  const refused = reducer.refusal(matrix) !== null;
  const pools = matrix.problems.map((samples, problem) => ({
    samples: usableSamples(samples, kind),
    seed: `${seed}/${reducer.id}@${k}/${problem}`,
  }));
  const expectations = pools.map((pool) =>
    refused ? null : poolExpectation(reducer, pool.samples, { k, seed: pool.seed }),
  );
  return {
    metric: reducer.metric ?? "maj@k",
    k,
    values: expectations.map((expectation) => expectation?.value ?? null),
    variances: () =>
      pools.map((pool) => poolExpectationVariance(reducer, pool.samples, { k, seed: pool.seed })),
    sampledProblems: expectations.filter((expectation) => expectation?.sampled).length,
  };
}

/** The metrics of a reduced run: its expected correctness as avg@n, and under the panel's name where it has one. */
export function reducedMetrics(matrix: ReducedMatrix): MetricValues[] {
  const panelName = PANEL_NAME.get(matrix.reducer.id);
  const average: MetricValues = {
    metric: "avg@n",
    k: 1,
    values: matrix.expected,
    variances: () => matrix.rerunVariance,
    totalSamples: matrix.poolSamples.reduce((sum, n) => sum + n, 0),
    n: matrix.poolSamples.length === 0 ? 0 : Math.min(...matrix.poolSamples),
    skipsMissing: false,
    sampledProblems: matrix.sampledProblems,
  };
  return panelName ? [average, { ...average, metric: panelName, k: matrix.reducer.k }] : [average];
}

const PANEL_NAME = new Map(
  [selfConsistency, bestOfNReducer].flatMap(({ id, metric }) => (metric ? [[id, metric] as const] : [])),
);
