import { meanVariance } from "./intervals/rerun-variance";
import { type PoolKind, problemCounts, type RunMatrix } from "./run-matrix";

/** Variance of each headline value p_i under new samples, in problem order; null where a problem has one sample. */
export function rerunVariances(matrix: RunMatrix, kind: PoolKind): (number | null)[] {
  if (matrix.kind === "reduced") return matrix.rerunVariance;
  return problemCounts(matrix, kind).map(({ n, c }) => meanVariance(n, c));
}
