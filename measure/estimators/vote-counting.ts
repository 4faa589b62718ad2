import { at } from "../numeric/at";
import { binomialRow, choose } from "../numeric/combinatorics";

/** A pool as a vote sees it: sizes of the answer classes, and the number of samples that have no answer. */
export interface VotePool {
  sizes: readonly number[];
  silent: number;
}

/** Multiplications that `voteShare` needs for one class: what "terms" of an exact expectation means. */
export function voteShareTerms({ sizes }: VotePool, chosen: number, k: number): number {
  const own = sizes[chosen] ?? 0;
  let terms = 0;
  for (let votes = 1; votes <= Math.min(own, k); votes++) {
    const rest = k - votes;
    let inner = 0;
    for (const [place, size] of sizes.entries()) if (place !== chosen) inner += Math.min(votes, size) + 1;
    terms += (Math.floor(rest / votes) + 1) * (rest + 1) * (inner + 1);
  }
  return terms;
}

/**
 * Expected share of the vote's win that the class `chosen` gets in a size-k subset drawn without replacement: the
 * probability that it has the most votes, ties shared equally. Samples without an answer never vote.
 *
 * For v votes of the class, counts the ways in which all other classes have at most v, by the number of classes that
 * have exactly v (t tied classes: a share of 1/(1+t)).
 */
export function voteShare({ sizes, silent }: VotePool, chosen: number, k: number): number {
  const own = sizes[chosen] ?? 0;
  const others = sizes.filter((_, place) => place !== chosen);
  const total = others.reduce((sum, size) => sum + size, own + silent);
  let share = 0;
  for (let votes = 1; votes <= Math.min(own, k); votes++) {
    share += choose(own, votes) * sharedWays(others, silent, { votes, rest: k - votes });
  }
  return share / choose(total, k);
}

/** Σ over the ways to fill `rest` places of 1/(1 + tied classes), no other class having more than `votes`. */
function sharedWays(
  others: readonly number[],
  silent: number,
  { votes, rest }: { votes: number; rest: number },
): number {
  const mostTied = Math.floor(rest / votes);
  const width = rest + 1;
  const ways = new Float64Array((mostTied + 1) * width);
  ways[0] = 1;
  for (const size of others) addClass(ways, size, { votes, mostTied, width });
  let sum = 0;
  for (let tied = 0; tied <= mostTied; tied++) {
    for (let used = 0; used <= rest; used++) {
      const count = at(ways, tied * width + used);
      if (count > 0) sum += (count * choose(silent, rest - used)) / (1 + tied);
    }
  }
  return sum;
}

/** Convolves one more class into the counts, in place: highest places first, so that sources are still untouched. */
function addClass(
  ways: Float64Array,
  size: number,
  { votes, mostTied, width }: { votes: number; mostTied: number; width: number },
): void {
  const row = binomialRow(size);
  const most = Math.min(votes - 1, size);
  for (let tied = mostTied; tied >= 0; tied--) {
    const base = tied * width;
    for (let used = width - 1; used >= 0; used--) {
      let count = 0;
      for (let taken = Math.min(most, used); taken >= 0; taken--) {
        count += at(row, taken) * at(ways, base + used - taken);
      }
      if (tied > 0 && size >= votes && used >= votes) {
        count += at(row, votes) * at(ways, base - width + used - votes);
      }
      ways[base + used] = count;
    }
  }
}
