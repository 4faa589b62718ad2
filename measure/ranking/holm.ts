import { at } from "../numeric/at";

/**
 * Holm's step-down procedure: which of these p values are significant at `alpha` in the family that they form.
 * The smallest is held against alpha/m, the next against alpha/(m−1), until one fails.
 */
export function holmRejections(pValues: ArrayLike<number>, alpha: number): boolean[] {
  const size = pValues.length;
  const rejected = new Array<boolean>(size).fill(false);
  // Only p values up to alpha can be significant at all, and few are: sort those.
  const candidates: number[] = [];
  for (let index = 0; index < size; index++) if (at(pValues, index) <= alpha) candidates.push(index);
  candidates.sort((left, right) => at(pValues, left) - at(pValues, right));
  for (const [step, index] of candidates.entries()) {
    if (at(pValues, index) > alpha / (size - step)) break;
    rejected[index] = true;
  }
  return rejected;
}
