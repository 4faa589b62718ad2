import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOverSubsets } from "../test-support/enumerate";
import { gPassAtK, meanGPassAtK } from "./g-pass";
import { passAtK } from "./pass-at-k";
import { passHatK } from "./pass-hat-k";

const small = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.nat(), fc.nat())
  .map(([n, c, k]) => ({ n, c: c % (n + 1), k: 1 + (k % n) }));

/** Mean over every size-k subset of n samples, c of them correct, of a function of the number of correct ones. */
function enumerated(
  { n, c, k }: { n: number; c: number; k: number },
  value: (hits: number) => number,
): number {
  const samples = Array.from({ length: n }, (_, index) => Number(index < c));
  return meanOverSubsets(samples, k, (subset) => value(subset.reduce((sum, hit) => sum + hit, 0)));
}

describe("count estimators", () => {
  it("agree with the mean over every subset", () => {
    fc.assert(
      fc.property(small, fc.constantFrom(0.25, 0.5, 0.75, 1), (pool, threshold) => {
        const { n, c, k } = pool;
        expect(passAtK(n, c, k)).toBeCloseTo(
          enumerated(pool, (hits) => Number(hits > 0)),
          12,
        );
        expect(passHatK(n, c, k)).toBeCloseTo(
          enumerated(pool, (hits) => Number(hits === k)),
          12,
        );
        expect(gPassAtK(n, c, { k, threshold })).toBeCloseTo(
          enumerated(pool, (hits) => Number(hits >= threshold * k)),
          12,
        );
        if (k === 1) return;
        const mean = enumerated(pool, (hits) => (2 / k) * Math.max(0, hits - Math.ceil(k / 2)));
        expect(meanGPassAtK(n, c, k)).toBeCloseTo(mean, 12);
      }),
    );
  });

  it.each([
    [10, 3, 1, 0.3],
    [10, 3, 5, 0.916667],
    [16, 4, 8, 0.961538],
    [5, 0, 3, 0],
    [8, 1, 8, 1],
  ])("pass@k of n %d, c %d, k %d", (n, c, k, expected) => expect(passAtK(n, c, k)).toBeCloseTo(expected, 6));

  it("are undefined for fewer samples than k, and mG-Pass for k = 1", () => {
    expect(passAtK(7, 7, 8)).toBeNull();
    expect(passHatK(7, 7, 8)).toBeNull();
    expect(gPassAtK(7, 7, { k: 8, threshold: 0.5 })).toBeNull();
    expect(meanGPassAtK(7, 7, 8)).toBeNull();
    expect(meanGPassAtK(7, 7, 1)).toBeNull();
  });

  it("takes thresholds whose product with k only just misses a whole number", () => {
    expect(gPassAtK(100, 7, { k: 100, threshold: 0.07 })).toBeCloseTo(1, 12);
  });

  it("stays between pass^k and pass@k, and within [0, 1], in large pools", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1024 }), fc.nat(), fc.nat(), (n, rawC, rawK) => {
        const c = rawC % (n + 1);
        const k = 1 + (rawK % n);
        const all = passHatK(n, c, k) ?? Number.NaN;
        const half = gPassAtK(n, c, { k, threshold: 0.5 }) ?? Number.NaN;
        const any = passAtK(n, c, k) ?? Number.NaN;
        expect(all).toBeGreaterThanOrEqual(0);
        expect(half).toBeGreaterThanOrEqual(all - 1e-9);
        expect(any).toBeGreaterThanOrEqual(half - 1e-9);
        expect(any).toBeLessThanOrEqual(1);
      }),
    );
  });
});
