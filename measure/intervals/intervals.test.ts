import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passAtK } from "../estimators/pass-at-k";
import { seededRandom } from "../numeric/random";
import { samplesOf } from "../test-support/pool-samples";
import { bootstrapProblems } from "./bootstrap";
import { newProblemsInterval } from "./new-problems";
import { rerunInterval } from "./rerun";
import { countVariance, meanVariance, poolVariance } from "./rerun-variance";

describe("the new-problems interval", () => {
  it("never has zero width, never leaves [0, 1] and holds the score", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 60 }),
        (values) => {
          const [lo, hi] = newProblemsInterval(values, values.length * 16) ?? [1, 0];
          const score = values.reduce((sum, value) => sum + value, 0) / values.length;
          expect(lo).toBeGreaterThanOrEqual(0);
          expect(hi).toBeLessThanOrEqual(1);
          expect(hi).toBeGreaterThan(lo);
          expect(lo - 1e-12).toBeLessThanOrEqual(score);
          expect(hi + 1e-12).toBeGreaterThanOrEqual(score);
        },
      ),
    );
  });

  it("is Wilson's interval with a t quantile for single samples", () => {
    const values = Array.from({ length: 30 }, (_, problem) => Number(problem < 9));
    const q = 2.045229642132704;
    const centre = (0.3 + q ** 2 / 60) / (1 + q ** 2 / 30);
    const half = (q / (1 + q ** 2 / 30)) * Math.sqrt((0.3 * 0.7) / 30 + q ** 2 / 3600);
    const [lo, hi] = newProblemsInterval(values, 30) ?? [0, 0];
    expect(lo).toBeCloseTo(centre - half, 12);
    expect(hi).toBeCloseTo(centre + half, 12);
  });

  it("takes its size from the spread between problems, within [M, samples]", () => {
    const even = Array.from({ length: 30 }, (_, problem) => 0.5 + (problem % 2 ? 0.01 : -0.01));
    const [lo, hi] = newProblemsInterval(even, 480) ?? [0, 0];
    // Almost no spread: as good as 480 independent samples, and no better.
    const q = 2.045229642132704;
    const half = (q / (1 + q ** 2 / 480)) * Math.sqrt(0.25 / 480 + q ** 2 / (4 * 480 ** 2));
    expect(hi - lo).toBeCloseTo(2 * half, 12);
    const [flatLo, flatHi] = newProblemsInterval(
      even.map(() => 0.5),
      480,
    ) ?? [0, 0];
    expect(flatHi - flatLo).toBeGreaterThan(hi - lo);
  });

  it("reaches the end that was observed and needs two problems", () => {
    expect(newProblemsInterval([0, 0, 0], 48)?.[0]).toBe(0);
    expect(newProblemsInterval([1, 1, 1], 48)?.[1]).toBe(1);
    expect(newProblemsInterval([0.5], 16)).toBeNull();
    expect(newProblemsInterval([], 0)).toBeNull();
  });
});

describe("the rerun interval", () => {
  it("is (1/M)·sqrt(Σ p(1−p)/(n−1)) on either side", () => {
    const variances = [meanVariance(16, 4), meanVariance(16, 16), meanVariance(8, 4)];
    const error = Math.sqrt((0.25 * 0.75) / 15 + 0.25 / 7) / 3;
    const [lo, hi] = rerunInterval(7 / 12, variances) ?? [0, 0];
    expect(hi - 7 / 12).toBeCloseTo(1.959963984540054 * error, 12);
    expect(7 / 12 - lo).toBeCloseTo(1.959963984540054 * error, 12);
  });

  it("is unknown where a problem has one sample, and cut to [0, 1]", () => {
    expect(meanVariance(1, 1)).toBeNull();
    expect(rerunInterval(0.5, [0.1, null])).toBeNull();
    expect(rerunInterval(0.99, [0.5])?.[1]).toBe(1);
  });

  it("uses for counts what resampling the samples would give", () => {
    expect(countVariance(16, 5, (hits) => hits / 16)).toBeCloseTo(meanVariance(16, 5) ?? 0, 12);
    expect(countVariance(16, 0, (hits) => hits / 16)).toBe(0);
    expect(countVariance(1, 1, (hits) => hits)).toBeNull();
    const value = (hits: number) => passAtK(8, hits, 4) ?? 0;
    const random = seededRandom("resampling");
    const values = Array.from({ length: 40_000 }, () => {
      let hits = 0;
      for (let draw = 0; draw < 8; draw++) hits += Number(random.unit() < 3 / 8);
      return value(hits);
    });
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const spread = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length;
    expect(countVariance(8, 3, value)).toBeCloseTo((spread * 8) / 7, 2);
  });

  it("resamples pools with a seed, and not at all where every sample is alike", () => {
    const share = (samples: readonly { outcome: string | null }[]) =>
      samples.filter((sample) => sample.outcome === "correct").length / samples.length;
    const pool = samplesOf("AAAAbbbbccccccc-");
    const once = poolVariance(pool, share, () => seededRandom("pool"));
    expect(poolVariance(pool, share, () => seededRandom("pool"))).toBe(once);
    expect(Math.abs((once ?? 0) / (meanVariance(16, 4) ?? 1) - 1)).toBeLessThan(0.5);
    expect(poolVariance(samplesOf("AAAA"), share, () => seededRandom("pool"))).toBe(0);
    expect(poolVariance(samplesOf("A"), share, () => seededRandom("pool"))).toBeNull();
  });
});

describe("the bootstrap of problems", () => {
  it("holds about 95 % of what a mean would vary by, and is the same for the same seed", () => {
    const values = Array.from({ length: 100 }, (_, problem) => problem / 99);
    const mean = (drawn: Int32Array) => drawn.reduce((sum, problem) => sum + (values[problem] ?? 0), 0) / 100;
    const interval = bootstrapProblems(100, mean, { seed: "run" });
    const error = Math.sqrt(1 / 12 / 100);
    expect(interval?.[0]).toBeCloseTo(0.5 - 1.96 * error, 2);
    expect(interval?.[1]).toBeCloseTo(0.5 + 1.96 * error, 2);
    expect(bootstrapProblems(100, mean, { seed: "run" })).toEqual(interval);
    expect(bootstrapProblems(100, mean, { seed: "other" })).not.toEqual(interval);
  });

  it("is unknown for one problem, and where the statistic is mostly undefined", () => {
    expect(bootstrapProblems(1, () => 1, { seed: "run" })).toBeNull();
    expect(bootstrapProblems(5, () => null, { seed: "run", resamples: 100 })).toBeNull();
  });
});
