import { at } from "../numeric/at";
import { choose } from "../numeric/combinatorics";
import type { PoolSample } from "../run-matrix";
import { type AnswerClasses, answerClasses, classCorrectness } from "./answer-classes";
import { drawSubset, firstPlaces } from "./draw-subset";
import type { SubsetExpectation, SubsetOptions } from "./subset-options";
import { voteShare, voteShareTerms } from "./vote-counting";

/**
 * maj@k (cons@k): expected correctness of the majority answer over all size-k subsets of a problem's usable samples;
 * ties are shared equally, samples without an answer never vote, a subset without any answer is wrong.
 * Exact by counting over answer classes up to `mostTerms`, else over seeded subsets. Null where n < k.
 */
export function majAtK(
  samples: readonly PoolSample[],
  k: number,
  options: SubsetOptions,
): SubsetExpectation | null {
  if (samples.length < k) return null;
  const pool = answerClasses(samples);
  const votes = { sizes: pool.classes.map((group) => group.size), silent: pool.silent };
  const credited = pool.classes.flatMap((group, place) => (group.correct > 0 ? [place] : []));
  if (credited.length === 0) return { value: 0, sampled: false };
  if (k === samples.length) return { value: pluralityOfAll(pool), sampled: false };
  const terms = credited.reduce((sum, place) => sum + voteShareTerms(votes, place, k), 0);
  if (terms > options.mostTerms || !Number.isFinite(choose(samples.length, k))) {
    return { value: sampledMajority(pool, k, options), sampled: true };
  }
  let value = 0;
  for (const place of credited) {
    const group = pool.classes[place];
    if (group) value += classCorrectness(group) * voteShare(votes, place, k);
  }
  return { value: Math.min(1, value), sampled: false };
}

function pluralityOfAll({ classes }: AnswerClasses): number {
  const most = classes.reduce((largest, group) => Math.max(largest, group.size), 0);
  const winners = classes.filter((group) => group.size === most);
  return winners.reduce((sum, group) => sum + classCorrectness(group), 0) / winners.length;
}

function sampledMajority(pool: AnswerClasses, k: number, { subsets, random }: SubsetOptions): number {
  const source = random();
  const memberships = Int32Array.from(pool.memberships);
  const places = firstPlaces(memberships.length);
  const correctness = Float64Array.from(pool.classes, classCorrectness);
  const votes = new Int32Array(pool.classes.length);
  let sum = 0;
  for (let subset = 0; subset < subsets; subset++) {
    votes.fill(0);
    drawSubset(places, k, source);
    for (let index = 0; index < k; index++) {
      const place = at(memberships, at(places, index));
      if (place >= 0) votes[place] = at(votes, place) + 1;
    }
    sum += winnersCorrectness(votes, correctness);
  }
  return sum / subsets;
}

function winnersCorrectness(votes: Int32Array, correctness: Float64Array): number {
  let most = 0;
  let winners = 0;
  let credit = 0;
  for (let place = 0; place < votes.length; place++) {
    const count = at(votes, place);
    if (count === 0 || count < most) continue;
    if (count > most) {
      most = count;
      winners = 0;
      credit = 0;
    }
    winners += 1;
    credit += at(correctness, place);
  }
  return winners === 0 ? 0 : credit / winners;
}
