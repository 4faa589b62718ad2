import type { SubsetExpectation, SubsetOptions } from "../estimators/subset-options";
import type { PoolSample, SampledMatrix } from "../run-matrix";

/** Name of the panel metric that a reducer's score is also shown under, where it has one. */
export type ReducerMetric = "maj@k" | "best-of-n";

/** A reducer whose parameters take part in its values, made for those of one run. */
export type ReducerOf = (params: Readonly<Record<string, unknown>>) => Reducer;

/** A method that only aggregates a stored pool. Its card is `catalog/methods/<id>.ts`. */
export interface Reducer {
  id: string;
  /** Changes with anything that changes a value. */
  version: string;
  metric: ReducerMetric | null;
  /** Why this pool cannot be reduced, in a sentence for people; null where it can. */
  refusal(pool: SampledMatrix): string | null;
  /** Expected correctness over all size-k subsets of one problem's usable samples; null where there are fewer. */
  expectation(samples: readonly PoolSample[], k: number, options: SubsetOptions): SubsetExpectation | null;
}

export function refusalWithoutClasses(pool: SampledMatrix): string | null {
  return pool.classesRecorded ? null : "the answers of this pool have no equivalence classes to vote over";
}

export function refusalWithoutScores(pool: SampledMatrix): string | null {
  const scored = pool.problems.some((samples) => samples.some((sample) => sample.score !== null));
  return scored ? null : "no sample of this pool has a recorded score";
}

export function refusalOfNegativeScores(pool: SampledMatrix): string | null {
  const negative = pool.problems.some((samples) => samples.some((sample) => (sample.score ?? 0) < 0));
  return negative ? "some scores are below zero and cannot be weights of votes; give probabilities" : null;
}

/** Every usable sample with an answer needs to have been assessed: otherwise the choice would go by who happened to be. */
export function refusalWithoutAssessments(pool: SampledMatrix): string | null {
  const samples = pool.problems.flat().filter(({ outcome }) => outcome !== null && outcome !== "infra_error");
  const bare = samples.filter(({ assessments }) => (assessments ?? []).length === 0).length;
  if (bare === 0) return null;
  return `${bare} of its ${samples.length} samples have no assessment; have them assessed first, for example by heimdall`;
}
