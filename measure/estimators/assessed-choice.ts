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
    for (let index = 0; index < k; index++) tally.add(places[index] ?? 0);
    sum += tally.credit();
  }
  return { value: sum / options.subsets, sampled: true };
}

const readable = (sample: PoolSample): number[] =>
  (sample.assessments ?? []).filter((value) => value !== null);

function sumOverSubsets(tally: Tally, k: number): number {
  const sumFrom = (from: number, open: number): number => {
    if (open === 1) return tally.sumOfLastChoices(from);
    let sum = 0;
    for (let index = from; index <= tally.size - open; index++) {
      tally.add(index);
      sum += sumFrom(index + 1, open - 1);
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
    const count = this.#pool.counts[sample] ?? 0;
    this.#all += by * count;
    const place = this.#pool.memberships[sample] ?? 0;
    if (place < 0) return;
    const solutions = (this.#solutions[place] ?? 0) + by;
    this.#solutions[place] = solutions;
    this.#counts[place] = (this.#counts[place] ?? 0) + by * count;
    // What was added in halves does not come back exactly: an empty class starts again from nothing.
    this.#sums[place] = solutions === 0 ? 0 : (this.#sums[place] ?? 0) + by * this.#weight(sample);
  }

  /** Correctness of what is chosen of the subset. */
  credit(): number {
    this.#scoreClasses(this.#all);
    return this.#pick(-1, 0, 0);
  }

  /** Σ of the choice's correctness over adding each sample from `from` on; only the class of the added one changes. */
  sumOfLastChoices(from: number): number {
    let scored = -1;
    let sum = 0;
    for (let sample = from; sample < this.size; sample++) {
      const count = this.#pool.counts[sample] ?? 0;
      const all = this.#all + count;
      if (all !== scored) this.#scoreClasses(all);
      scored = all;
      const place = this.#pool.memberships[sample] ?? 0;
      if (place < 0) {
        sum += this.#pick(-1, 0, 0);
        continue;
      }
      const total = (this.#sums[place] ?? 0) + this.#weight(sample);
      const score = this.#score(total, (this.#counts[place] ?? 0) + count, all);
      sum += this.#pick(place, score, (this.#solutions[place] ?? 0) + 1);
    }
    return sum;
  }

  #weight(sample: number): number {
    const sum = this.#pool.sums[sample] ?? 0;
    return this.#rule.kind === "vote" ? sum / Math.max(1, this.#pool.counts[sample] ?? 0) : sum;
  }

  #score(sum: number, count: number, all: number): number {
    if (this.#rule.kind === "vote") return sum;
    return (count === 0 ? 0 : sum / count) - (this.#rule.alpha * (this.#logs[all] ?? 0)) / (count + 1);
  }

  #scoreClasses(all: number): void {
    for (let place = 0; place < this.#solutions.length; place++) {
      const there = (this.#solutions[place] ?? 0) > 0;
      this.#scores[place] = there
        ? this.#score(this.#sums[place] ?? 0, this.#counts[place] ?? 0, all)
        : Number.NEGATIVE_INFINITY;
    }
  }

  /** Correctness of the best class, where the class `changed` has another score and size than the totals say. */
  #pick(changed: number, score: number, solutions: number): number {
    const sizes = this.#rule.kind === "pessimistic";
    const scores = this.#scores;
    const held = this.#solutions;
    const { correctness } = this.#pool;
    let best = Number.NEGATIVE_INFINITY;
    let most = 0;
    let winners = 0;
    let credit = 0;
    for (let place = 0; place < scores.length; place++) {
      const own = place === changed ? score : (scores[place] ?? 0);
      if (own < best - TIE || own === Number.NEGATIVE_INFINITY) continue;
      const rank = !sizes ? 1 : place === changed ? solutions : (held[place] ?? 0);
      if (own > best + TIE) {
        best = own;
        most = rank;
        winners = 0;
        credit = 0;
      } else if (rank < most) {
        continue;
      } else if (rank > most) {
        most = rank;
        winners = 0;
        credit = 0;
      }
      winners += 1;
      credit += correctness[place] ?? 0;
    }
    return winners === 0 ? 0 : credit / winners;
  }
}
