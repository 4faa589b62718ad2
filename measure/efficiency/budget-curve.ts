import { mean, present } from "../numeric/mean";
import { poolExpectation } from "../reducers/pool-value";
import { meanTokens } from "../reducers/reduce-pool";
import type { Reducer } from "../reducers/reducer";
import { type PoolKind, type SampledMatrix, usableSamples } from "../run-matrix";

/** A point of score against token budget: k samples of the pool, reduced. */
export interface BudgetPoint {
  k: number;
  /** Mean tokens per problem, k × the pool's mean tokens of a sample. */
  tokens: number;
  score: number;
  /** Expected correctness per problem, in problem order. */
  perProblem: number[];
}

/**
 * Budget curve of a reducer by replay of a stored pool, for the given ks, cheapest first. A k that some problem has too
 * few samples for is left out; empty where tokens are unknown or the reducer refuses the pool.
 */
export function budgetCurve(
  pool: SampledMatrix,
  ks: readonly number[],
  { reducer, kind, seed }: { reducer: Reducer; kind: PoolKind; seed: string },
): BudgetPoint[] {
  const usable = pool.problems.map((samples) => usableSamples(samples, kind));
  const perSample = usable.map(meanTokens);
  const known = present(perSample);
  const average = mean(known);
  if (average === null || known.length < perSample.length || reducer.refusal(pool) !== null) return [];
  return [...ks]
    .sort((left, right) => left - right)
    .flatMap((k) => {
      const perProblem = present(
        usable.map(
          (samples, problem) =>
            poolExpectation(reducer, samples, { k, seed: `${seed}/${reducer.id}@${k}/${problem}` })?.value ??
            null,
        ),
      );
      const score = mean(perProblem);
      if (score === null || perProblem.length < usable.length) return [];
      return [{ k, tokens: k * average, score, perProblem }];
    });
}
