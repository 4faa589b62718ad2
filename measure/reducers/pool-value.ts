import { MOST_EXACT_TERMS, SEEDED_SUBSETS, type SubsetExpectation } from "../estimators/subset-options";
import { poolVariance } from "../intervals/rerun-variance";
import { seededRandom } from "../numeric/random";
import type { PoolSample } from "../run-matrix";
import type { Reducer } from "./reducer";

/** Limits inside the bootstrap of one problem, whose resamples need not be exact one by one. */
const BOOTSTRAP_TERMS = 5_000;
const BOOTSTRAP_SUBSETS = 400;

/** Expected correctness of a reducer on one problem. `seed` names the run and the problem. */
export function poolExpectation(
  reducer: Reducer,
  samples: readonly PoolSample[],
  { k, seed }: { k: number; seed: string },
): SubsetExpectation | null {
  return reducer.expectation(samples, k, {
    mostTerms: MOST_EXACT_TERMS,
    subsets: SEEDED_SUBSETS,
    random: () => seededRandom(`${seed}/subsets`),
  });
}

/** Variance of that expectation under new samples for the same problem; null where the pool has one sample or none. */
export function poolExpectationVariance(
  reducer: Reducer,
  samples: readonly PoolSample[],
  { k, seed }: { k: number; seed: string },
): number | null {
  const subsets = seededRandom(`${seed}/resample-subsets`);
  const options = { mostTerms: BOOTSTRAP_TERMS, subsets: BOOTSTRAP_SUBSETS, random: () => subsets };
  return poolVariance(
    samples,
    (resample) => reducer.expectation(resample, k, options)?.value ?? 0,
    () => seededRandom(`${seed}/resamples`),
  );
}
