import { ALPHA } from "../intervals/level";
import { at } from "../numeric/at";
import { holmRejections } from "./holm";
import { familyOf, type PairMatrix } from "./pair-matrix";

/**
 * For every ordered pair of N rows: 1 where the row differs significantly from the other and is ahead, −1 where it is
 * behind, 0 where they are not separable. Holm's correction over the N−1 comparisons of the row, so that the table
 * need not be antisymmetric: each row is judged within its own family.
 */
export function significantOrder(pairs: PairMatrix, size: number): Int8Array {
  const order = new Int8Array(size * size);
  for (let row = 0; row < size; row++) {
    const rejected = holmRejections(familyOf(pairs, row, size), ALPHA);
    for (let column = 0; column < size; column++) {
      if (column !== row && rejected[column < row ? column : column - 1]) {
        order[row * size + column] = at(pairs.signs, row * size + column);
      }
    }
  }
  return order;
}

/** Rank range of every row: [1 + significantly better rows, N − significantly worse rows]. */
export function rankRanges(order: Int8Array, size: number): [number, number][] {
  return Array.from({ length: size }, (_, row): [number, number] => {
    let better = 0;
    let worse = 0;
    for (let column = 0; column < size; column++) {
      const sign = at(order, row * size + column);
      if (sign < 0) better += 1;
      if (sign > 0) worse += 1;
    }
    return [1 + better, size - worse];
  });
}
