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

/**
 * Σ of the vote's correctness over all size-k subsets, by depth-first choice; totals are restored, never subtracted.
 * The last sample of a subset is not chosen step by step: most of them decide nothing or win outright.
 */
function sumOverSubsets(pool: WeightedPool, k: number): number {
  const { memberships, weights } = pool;
  const totals = new Float64Array(pool.correctness.length);
  const last = memberships.length;
  const sumFrom = (from: number, open: number): number => {
    if (open === 1) return sumOfLastChoices(pool, totals, from);
    let sum = 0;
    for (let index = from; index <= last - open; index++) {
      const place = memberships[index] ?? -1;
      if (place < 0) {
        sum += sumFrom(index + 1, open - 1);
        continue;
      }
      const before = totals[place] ?? 0;
      totals[place] = before + (weights[index] ?? 0);
      sum += sumFrom(index + 1, open - 1);
      totals[place] = before;
    }
    return sum;
  };
  return sumFrom(0, k);
}

/** Σ of the vote's correctness over adding each sample from `from` on to what is chosen. */
function sumOfLastChoices(
  { memberships, weights, correctness }: WeightedPool,
  totals: Float64Array,
  from: number,
): number {
  let leader = 0;
  for (let place = 1; place < totals.length; place++)
    if ((totals[place] ?? 0) > (totals[leader] ?? 0)) leader = place;
  const most = totals[leader] ?? 0;
  const without = winnersCorrectness(totals, correctness);
  let sum = 0;
  for (let index = from; index < memberships.length; index++) {
    const place = memberships[index] ?? -1;
    if (place < 0) {
      sum += without;
      continue;
    }
    const before = totals[place] ?? 0;
    const after = before + (weights[index] ?? 0);
    if (place !== leader && after > most * (1 + 2 * TIE)) {
      sum += correctness[place] ?? 0;
    } else if (place !== leader && after < most * (1 - 2 * TIE)) {
      sum += without;
    } else {
      totals[place] = after;
      sum += winnersCorrectness(totals, correctness);
      totals[place] = before;
    }
  }
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
      const sample = places[index] ?? 0;
      const place = pool.memberships[sample] ?? -1;
      if (place >= 0) totals[place] = (totals[place] ?? 0) + (pool.weights[sample] ?? 0);
    }
    sum += winnersCorrectness(totals, pool.correctness);
  }
  return sum / subsets;
}

function winnersCorrectness(totals: Float64Array, correctness: Float64Array): number {
  let most = 0;
  for (let place = 0; place < totals.length; place++) most = Math.max(most, totals[place] ?? 0);
  if (most === 0) return 0;
  let winners = 0;
  let credit = 0;
  for (let place = 0; place < totals.length; place++) {
    if ((totals[place] ?? 0) < most * (1 - TIE)) continue;
    winners += 1;
    credit += correctness[place] ?? 0;
  }
  return credit / winners;
}
