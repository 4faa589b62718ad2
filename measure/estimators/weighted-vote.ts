import { at } from "../numeric/at";
import { choose } from "../numeric/combinatorics";
import type { PoolSample } from "../run-matrix";
import { answerClasses, classCorrectness } from "./answer-classes";
import { drawSubset, firstPlaces } from "./draw-subset";
import { passAtK } from "./pass-at-k";
import type { SubsetExpectation, SubsetOptions } from "./subset-options";

/** Totals closer than this share of the larger one are a tie: sums of decimal weights differ in their last bits. */
const TIE = 1e-9;

interface WeightedPool {
  /** Class of each sample, −1 where it does not vote. */
  memberships: Int32Array;
  weights: Float64Array;
  correctness: Float64Array;
}

/**
 * Weighted voting over size-k subsets: expected correctness of the class with the largest sum of recorded scores, ties
 * shared equally. A sample votes where it has an answer and a score above zero. Exact by walking all C(n, k) subsets
 * up to `mostTerms`, else over seeded subsets. Null where n < k. Throws a RangeError for negative scores.
 */
export function weightedVoteAtK(
  samples: readonly PoolSample[],
  k: number,
  options: SubsetOptions,
): SubsetExpectation | null {
  if (samples.length < k) return null;
  if (samples.some(({ score }) => score !== null && score < 0)) {
    throw new RangeError("Weighted voting needs scores of zero or more; transform log-probabilities first.");
  }
  const voting = samples.map((sample) => ((sample.score ?? 0) > 0 ? sample : { ...sample, answerClass: -1 }));
  const { classes, memberships, silent } = answerClasses(voting);
  const only = classes[0];
  if (only === undefined || classes.every((group) => group.correct === 0))
    return { value: 0, sampled: false };
  if (classes.length === 1) {
    const anyVote = passAtK(samples.length, samples.length - silent, k) ?? 0;
    return { value: anyVote * classCorrectness(only), sampled: false };
  }
  const pool: WeightedPool = {
    memberships: Int32Array.from(memberships),
    weights: Float64Array.from(samples, ({ score }) => score ?? 0),
    correctness: Float64Array.from(classes, classCorrectness),
  };
  const subsets = choose(samples.length, k);
  return subsets <= options.mostTerms
    ? { value: sumOverSubsets(pool, k) / subsets, sampled: false }
    : { value: sampledVote(pool, k, options), sampled: true };
}

/** Σ of the vote's correctness over all size-k subsets, by depth-first choice; totals are restored, never subtracted. */
function sumOverSubsets({ memberships, weights, correctness }: WeightedPool, k: number): number {
  const totals = new Float64Array(correctness.length);
  const last = memberships.length;
  let sum = 0;
  const choosePlace = (from: number, open: number): void => {
    if (open === 0) {
      sum += winnersCorrectness(totals, correctness);
      return;
    }
    for (let index = from; index <= last - open; index++) {
      const place = at(memberships, index);
      if (place < 0) {
        choosePlace(index + 1, open - 1);
        continue;
      }
      const before = at(totals, place);
      totals[place] = before + at(weights, index);
      choosePlace(index + 1, open - 1);
      totals[place] = before;
    }
  };
  choosePlace(0, k);
  return sum;
}

function sampledVote(pool: WeightedPool, k: number, { subsets, random }: SubsetOptions): number {
  const source = random();
  const places = firstPlaces(pool.memberships.length);
  const totals = new Float64Array(pool.correctness.length);
  let sum = 0;
  for (let subset = 0; subset < subsets; subset++) {
    totals.fill(0);
    drawSubset(places, k, source);
    for (let index = 0; index < k; index++) {
      const sample = at(places, index);
      const place = at(pool.memberships, sample);
      if (place >= 0) totals[place] = at(totals, place) + at(pool.weights, sample);
    }
    sum += winnersCorrectness(totals, pool.correctness);
  }
  return sum / subsets;
}

function winnersCorrectness(totals: Float64Array, correctness: Float64Array): number {
  let most = 0;
  for (let place = 0; place < totals.length; place++) most = Math.max(most, at(totals, place));
  if (most === 0) return 0;
  let winners = 0;
  let credit = 0;
  for (let place = 0; place < totals.length; place++) {
    if (at(totals, place) < most * (1 - TIE)) continue;
    winners += 1;
    credit += at(correctness, place);
  }
  return credit / winners;
}
