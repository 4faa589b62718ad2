import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../numeric/random";
import type { PoolSample } from "../run-matrix";
import { meanOverSubsets } from "../test-support/enumerate";
import { poolLetters, sampleOf, samplesOf } from "../test-support/pool-samples";
import { bestOfN } from "./best-of-n";
import { majAtK } from "./maj-at-k";
import type { SubsetOptions } from "./subset-options";
import { weightedVoteAtK } from "./weighted-vote";

const exact: SubsetOptions = { mostTerms: 1_000_000, subsets: 10_000, random: () => seededRandom("votes") };
const sampled: SubsetOptions = { ...exact, mostTerms: 0 };

/** Correctness of one vote in which a sample counts `weight`: ties shared, no answer never votes. */
function vote(subset: readonly PoolSample[], weight: (sample: PoolSample) => number): number {
  const totals = new Map<number, { votes: number; right: boolean }>();
  for (const sample of subset) {
    if (sample.answerClass < 0 || weight(sample) <= 0) continue;
    const total = totals.get(sample.answerClass) ?? { votes: 0, right: sample.outcome === "correct" };
    total.votes += weight(sample);
    totals.set(sample.answerClass, total);
  }
  const most = Math.max(...[...totals.values()].map((total) => total.votes));
  const winners = [...totals.values()].filter((total) => total.votes > most - 1e-9);
  return winners.length === 0 ? 0 : winners.filter((total) => total.right).length / winners.length;
}

/** Pools whose samples carry one of a few scores, so that ties are frequent. */
const scoredPool = fc
  .array(
    fc.tuple(
      fc.constantFrom("A", "b", "c", "-"),
      fc.option(fc.constantFrom(0, 0.1, 0.2, 0.3, 1), { freq: 8 }),
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((items) => items.map(([letter, score]) => sampleOf(letter, score)));

describe("maj@k", () => {
  it("agrees with the mean over every subset", () => {
    fc.assert(
      fc.property(poolLetters, fc.nat(), (letters, rawK) => {
        const samples = samplesOf(letters);
        const k = 1 + (rawK % samples.length);
        const expected = meanOverSubsets(samples, k, (subset) => vote(subset, () => 1));
        expect(majAtK(samples, k, exact)?.value).toBeCloseTo(expected, 12);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    [1, 0.4],
    [3, 0.433333],
    [5, 0.5],
  ])("of A, A, b, b, c at k = %d", (k, expected) => {
    expect(majAtK(samplesOf("AAbbc"), k, exact)).toEqual({
      value: expect.closeTo(expected, 6),
      sampled: false,
    });
  });

  it("is the mean at k = 1, also where a judge wavers within a class", () => {
    const wavering: PoolSample[] = [...samplesOf("Abb-"), { ...sampleOf("a"), outcome: "incorrect" }];
    expect(majAtK(wavering, 1, exact)?.value).toBeCloseTo(1 / 5, 12);
  });

  it("is undefined for fewer samples than k and zero without any answer", () => {
    expect(majAtK(samplesOf("AAA"), 4, exact)).toBeNull();
    expect(majAtK(samplesOf("---"), 2, exact)).toEqual({ value: 0, sampled: false });
  });

  it("takes seeded subsets where counting is too long, and says so", () => {
    const samples = samplesOf("AAAAbbbccd--");
    const counted = majAtK(samples, 6, exact);
    const drawn = majAtK(samples, 6, sampled);
    expect(counted?.sampled).toBe(false);
    expect(drawn?.sampled).toBe(true);
    expect(Math.abs((drawn?.value ?? 0) - (counted?.value ?? 1))).toBeLessThan(0.02);
    expect(majAtK(samples, 6, sampled)).toEqual(drawn);
  });

  it("counts a pool of a thousand samples without overflow", () => {
    const letters = `${"A".repeat(600)}${"b".repeat(424)}`;
    const result = majAtK(samplesOf(letters), 7, exact);
    expect(result?.sampled).toBe(false);
    // Binomial limit of drawing 7 from a large pool of 58.6 % right answers.
    expect(result?.value).toBeCloseTo(0.6821, 2);
  });
});

describe("weighted vote", () => {
  it("agrees with the mean over every subset", () => {
    fc.assert(
      fc.property(scoredPool, fc.nat(), (samples, rawK) => {
        const k = 1 + (rawK % samples.length);
        const expected = meanOverSubsets(samples, k, (subset) => vote(subset, (sample) => sample.score ?? 0));
        expect(weightedVoteAtK(samples, k, exact)?.value).toBeCloseTo(expected, 9);
      }),
      { numRuns: 400 },
    );
  });

  it("is maj@k where every sample weighs the same", () => {
    fc.assert(
      fc.property(poolLetters, fc.nat(), (letters, rawK) => {
        const samples = [...letters].map((letter) => sampleOf(letter, 0.7));
        const k = 1 + (rawK % samples.length);
        expect(weightedVoteAtK(samples, k, exact)?.value).toBeCloseTo(
          majAtK(samples, k, exact)?.value ?? -1,
          12,
        );
      }),
    );
  });

  it("calls totals a tie that differ in their last bits only, whatever the order", () => {
    const pool = [sampleOf("b", 0.3), sampleOf("A", 0.1), sampleOf("A", 0.2)];
    expect(weightedVoteAtK(pool, 3, exact)?.value).toBe(0.5);
    expect(weightedVoteAtK([...pool].reverse(), 3, exact)?.value).toBe(0.5);
  });

  it("sums scores by class", () => {
    const pool = [
      ...["a", "a", "a"].map((letter) => sampleOf(letter, 0.75)),
      ...["B", "B", "B", "B"].map((letter) => sampleOf(letter, 0.6875)),
      sampleOf("c", 1),
    ];
    expect(weightedVoteAtK(pool, 8, exact)?.value).toBe(1);
  });

  it("takes seeded subsets where there are too many, and refuses negative scores", () => {
    const pool = [sampleOf("A", 0.9), sampleOf("b", 0.5), sampleOf("b", 0.5), sampleOf("c", 0.2)];
    const drawn = weightedVoteAtK(pool, 2, sampled);
    expect(drawn?.sampled).toBe(true);
    expect(Math.abs((drawn?.value ?? 0) - (weightedVoteAtK(pool, 2, exact)?.value ?? 1))).toBeLessThan(0.02);
    expect(() => weightedVoteAtK([sampleOf("A", -1)], 1, exact)).toThrow(RangeError);
  });
});

describe("best-of-n", () => {
  it("agrees with the mean over every subset", () => {
    fc.assert(
      fc.property(scoredPool, fc.nat(), (samples, rawK) => {
        const k = 1 + (rawK % samples.length);
        const expected = meanOverSubsets(samples, k, (subset) => {
          const candidates = subset.filter((sample) => sample.score !== null && sample.answerClass >= 0);
          const best = Math.max(...candidates.map((sample) => sample.score ?? 0));
          const chosen = candidates.filter((sample) => sample.score === best);
          const right = chosen.filter((sample) => sample.outcome === "correct").length;
          return chosen.length === 0 ? 0 : right / chosen.length;
        });
        expect(bestOfN(samples, k, { needsAnswer: true })?.value).toBeCloseTo(expected, 12);
      }),
      { numRuns: 400 },
    );
  });

  it("is pass@k where the score tells right from wrong, and undefined for fewer samples than k", () => {
    const pool = [sampleOf("A", 1), sampleOf("b", 0), sampleOf("c", 0), sampleOf("-", null)];
    expect(bestOfN(pool, 2, { needsAnswer: true })?.value).toBeCloseTo(0.5, 12);
    expect(bestOfN(pool, 5, { needsAnswer: true })).toBeNull();
  });
});
