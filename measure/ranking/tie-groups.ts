import { at } from "../numeric/at";

/**
 * Tie groups: the best row leads group 1, which holds all rows not significantly different from it; the best row left
 * leads group 2; and so on. Significance is that of the leader's own family (see `significantOrder`).
 * `sorted` lists row numbers from the best score down; the answer is by row number.
 */
export function tieGroups(sorted: readonly number[], order: Int8Array): number[] {
  const size = sorted.length;
  const groups = new Array<number>(size).fill(0);
  let group = 0;
  for (const leader of sorted) {
    if (groups[leader] !== 0) continue;
    group += 1;
    for (const row of sorted) {
      if (groups[row] === 0 && (row === leader || at(order, leader * size + row) === 0)) groups[row] = group;
    }
  }
  return groups;
}
