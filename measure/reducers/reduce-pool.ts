import { completenessOf } from "../completeness";
import { mean, present } from "../numeric/mean";
import {
  type PoolKind,
  type PoolSample,
  type ReducedMatrix,
  type SampledMatrix,
  usableSamples,
} from "../run-matrix";
import { poolExpectation, poolExpectationVariance } from "./pool-value";
import type { Reducer } from "./reducer";

/** What a reduced run is made with. */
export interface Reduction {
  reducer: Reducer;
  k: number;
  /** How the source run came about. */
  kind: PoolKind;
  /** The reduced run's hash. */
  seed: string;
  /** Tokens of the assessments that one use of the method needs, per problem; absent where it needs none. */
  assessmentTokens?: readonly (number | null)[];
}

/**
 * Applies a reducer to the stored pool of a run without new inference: per problem the expected correctness over all
 * size-k subsets, its variance under new samples, and the cost of one use (k × mean tokens of the pool plus
 * assessments). Throws a RangeError with the reason where the reducer refuses the pool.
 */
export function reducePool(pool: SampledMatrix, reduction: Reduction): ReducedMatrix {
  const { reducer, k, kind, seed, assessmentTokens } = reduction;
  const refusal = reducer.refusal(pool);
  if (refusal !== null) throw new RangeError(`${reducer.id} cannot reduce this run: ${refusal}.`);
  if (!Number.isInteger(k) || k < 1)
    throw new RangeError(`${reducer.id} needs a whole k of at least 1, not ${k}.`);
  const usable = pool.problems.map((samples) => usableSamples(samples, kind));
  const seeds = usable.map((_, problem) => `${seed}/${reducer.id}@${k}/${problem}`);
  const expectations = usable.map((samples, problem) =>
    poolExpectation(reducer, samples, { k, seed: seeds[problem] ?? seed }),
  );
  return {
    kind: "reduced",
    reducer: { id: reducer.id, version: reducer.version, k },
    expected: expectations.map((expectation) => expectation?.value ?? null),
    tokens: usable.map((samples, problem) => {
      const sampling = meanTokens(samples);
      const assessing = assessmentTokens ? (assessmentTokens[problem] ?? null) : 0;
      return sampling === null || assessing === null ? null : k * sampling + assessing;
    }),
    rerunVariance: usable.map((samples, problem) =>
      samples.length < k
        ? null
        : poolExpectationVariance(reducer, samples, { k, seed: seeds[problem] ?? seed }),
    ),
    poolSamples: usable.map((samples) => samples.length),
    sampledProblems: expectations.filter((expectation) => expectation?.sampled).length,
    source: completenessOf(pool, kind),
  };
}

/** Mean tokens of one sample; null where any is unknown. */
export function meanTokens(samples: readonly PoolSample[]): number | null {
  const known = present(samples.map((sample) => sample.tokens));
  return known.length === samples.length ? mean(known) : null;
}
