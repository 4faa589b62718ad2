import { at } from "../numeric/at";
import { choose } from "../numeric/combinatorics";
import type { PoolSample } from "../run-matrix";
import { answerClasses, classCorrectness } from "./answer-classes";
import { drawSubset, firstPlaces } from "./draw-subset";
import type { SubsetExpectation, SubsetOptions } from "./subset-options";

/** Scores closer than this are a tie: sums of decimal numbers differ in their last bits. */
const TIE = 1e-9;

/**
 * How an answer is chosen by what models said of the solutions that give it.
 * - `pessimistic`: r(a) − α·ln(V)/(V_a + 1), r(a) the mean of its V_a readable assessments and V those of all solutions of
 *   the subset (Heimdall); between equal scores the answer with more solutions.
 * - `vote`: Σ of the solutions' mean assessments (OPV's verifier vote).
 */
export type AssessedRule = { kind: "pessimistic"; alpha: number } | { kind: "vote" };

/**
 * Expected correctness of the chosen answer over all size-k subsets of a problem's usable samples, with all their
 * assessments; what still ties shares equally. A sample without an answer is never chosen, its assessments count in V.
 * Exact by walking all C(n, k) subsets up to `mostTerms`, else over seeded subsets. Null where n < k.
 */
export function assessedChoiceAtK(
  samples: readonly PoolSample[],
  k: number,
  { rule, ...options }: SubsetOptions & { rule: AssessedRule },
): SubsetExpectation | null {
  if (samples.length < k) return null;
  const { classes, memberships } = answerClasses(samples);
  if (classes.every((group) => group.correct === 0)) return { value: 0, sampled: false };
  const tally = new Tally(rule, {
    memberships: Int32Array.from(memberships),
    counts: Int32Array.from(samples, (sample) => readable(sample).length),
    sums: Float64Array.from(samples, (sample) => readable(sample).reduce((sum, value) => sum + value, 0)),
    correctness: Float64Array.from(classes, classCorrectness),
  });
  const subsets = choose(samples.length, k);
  if (subsets <= options.mostTerms) {
    return { value: Math.min(1, sumOverSubsets(tally, k) / subsets), sampled: false };
  }
  const source = options.random();
  const places = firstPlaces(samples.length);
  let sum = 0;
  for (let subset = 0; subset < options.subsets; subset++) {
    drawSubset(places, k, source);
    tally.clear();
    for (let index = 0; index < k; index++) tally.add(at(places, index));
    sum += tally.credit();
  }
  return { value: sum / options.subsets, sampled: true };
}

const readable = (sample: PoolSample): number[] =>
  (sample.assessments ?? []).filter((value) => value !== null);

function sumOverSubsets(tally: Tally, k: number): number {
  const sumFrom = (from: number, open: number): number => {
    let sum = 0;
    for (let index = from; index <= tally.size - open; index++) {
      tally.add(index);
      sum += open === 1 ? tally.credit() : sumFrom(index + 1, open - 1);
      tally.remove(index);
    }
    return sum;
  };
  return sumFrom(0, k);
}

type Pool = {
  /** Class of each sample, −1 where it has no answer. */
  memberships: Int32Array;
  /** Readable assessments of each sample, and their sum. */
  counts: Int32Array;
  sums: Float64Array;
  correctness: Float64Array;
};

/** The running totals of one subset, by answer. */
class Tally {
  readonly size: number;
  readonly #rule: AssessedRule;
  readonly #pool: Pool;
  readonly #solutions: Int32Array;
  readonly #counts: Int32Array;
  readonly #sums: Float64Array;
  readonly #scores: Float64Array;
  readonly #logs: Float64Array;
  #all = 0;

  constructor(rule: AssessedRule, pool: Pool) {
    const classes = pool.correctness.length;
    this.size = pool.memberships.length;
    this.#rule = rule;
    this.#pool = pool;
    this.#solutions = new Int32Array(classes);
    this.#counts = new Int32Array(classes);
    this.#sums = new Float64Array(classes);
    this.#scores = new Float64Array(classes);
    const most = pool.counts.reduce((sum, count) => sum + count, 0);
    this.#logs = Float64Array.from({ length: most + 1 }, (_, count) => Math.log(Math.max(1, count)));
  }

  clear(): void {
    for (const totals of [this.#solutions, this.#counts, this.#sums]) totals.fill(0);
    this.#all = 0;
  }

  add(sample: number): void {
    this.#change(sample, 1);
  }

  remove(sample: number): void {
    this.#change(sample, -1);
  }

  #change(sample: number, by: 1 | -1): void {
    const count = at(this.#pool.counts, sample);
    this.#all += by * count;
    const place = at(this.#pool.memberships, sample);
    if (place < 0) return;
    const solutions = at(this.#solutions, place) + by;
    this.#solutions[place] = solutions;
    this.#counts[place] = at(this.#counts, place) + by * count;
    const sum = at(this.#pool.sums, sample);
    const weight = this.#rule.kind === "vote" ? sum / Math.max(1, count) : sum;
    // What was added in halves does not come back exactly: an empty class starts again from nothing.
    this.#sums[place] = solutions === 0 ? 0 : at(this.#sums, place) + by * weight;
  }

  /** Correctness of what is chosen of the subset. */
  credit(): number {
    const penalty = this.#rule.kind === "pessimistic" ? this.#rule.alpha * at(this.#logs, this.#all) : 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < this.#solutions.length; place++) {
      if (at(this.#solutions, place) === 0) continue;
      const count = at(this.#counts, place);
      const sum = at(this.#sums, place);
      const score =
        this.#rule.kind === "vote" ? sum : (count === 0 ? 0 : sum / count) - penalty / (count + 1);
      this.#scores[place] = score;
      if (score > best) best = score;
    }
    let most = 0;
    let winners = 0;
    let credit = 0;
    for (let place = 0; place < this.#solutions.length; place++) {
      const solutions = at(this.#solutions, place);
      if (solutions === 0 || at(this.#scores, place) < best - TIE) continue;
      const rank = this.#rule.kind === "pessimistic" ? solutions : 1;
      if (rank < most) continue;
      if (rank > most) {
        most = rank;
        winners = 0;
        credit = 0;
      }
      winners += 1;
      credit += at(this.#pool.correctness, place);
    }
    return winners === 0 ? 0 : credit / winners;
  }
}
