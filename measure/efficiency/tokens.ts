import { mean, present } from "../numeric/mean";
import { meanTokens } from "../reducers/reduce-pool";
import { type PoolKind, type RunMatrix, usableSamples } from "../run-matrix";

/**
 * All-in tokens of one use of the method on each problem, in problem order: the mean over its samples, or the cost of
 * one reduction. Null where unknown or where there is no sample.
 */
export function tokensPerProblem(matrix: RunMatrix, kind: PoolKind): (number | null)[] {
  if (matrix.kind === "reduced") return matrix.tokens;
  return matrix.problems.map((samples) => meanTokens(usableSamples(samples, kind)));
}

/**
 * Mean tokens per problem of one use of the method. Unknown (null) where any problem that has a value is unknown: a
 * mean of the known ones would favour whoever leaves out the expensive ones.
 */
export function meanTokensPerProblem(matrix: RunMatrix, kind: PoolKind): number | null {
  const perProblem = tokensPerProblem(matrix, kind);
  const used =
    matrix.kind === "reduced" ? perProblem : perProblem.filter((_, i) => hasSamples(matrix, i, kind));
  const known = present(used);
  return known.length === used.length ? mean(known) : null;
}

function hasSamples(matrix: RunMatrix, problem: number, kind: PoolKind): boolean {
  return matrix.kind === "reduced" || usableSamples(matrix.problems[problem] ?? [], kind).length > 0;
}
