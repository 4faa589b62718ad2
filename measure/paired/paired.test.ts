import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePaired } from "./compare";
import { mcnemarExact } from "./mcnemar";
import { signFlipTest } from "./sign-flip";
import { testDifference } from "./test-difference";

describe("comparePaired", () => {
  it("is the paired t test", () => {
    // d = .25 .5 -.25 .5 0 .25: mean 5/24, variance 0.0854166…
    const a = [0.5, 1, 0.25, 0.75, 0.5, 0.5];
    const b = [0.25, 0.5, 0.5, 0.25, 0.5, 0.25];
    const comparison = comparePaired(a, b);
    expect(comparison?.difference).toBeCloseTo(5 / 24, 12);
    expect(comparison?.standardError).toBeCloseTo(Math.sqrt(0.0854166666666667 / 6), 12);
    expect(comparison?.interval[0]).toBeCloseTo(
      5 / 24 - 2.5705818356363 * Math.sqrt(0.0854166666666667 / 6),
      9,
    );
    expect(comparison?.pValue).toBeCloseTo(0.14123477317626, 10);
  });

  it("uses the problems both runs have", () => {
    const comparison = comparePaired([1, null, 0.5, 0], [0.5, 1, null, 0.5]);
    expect(comparison?.problems).toBe(2);
    expect(comparison?.difference).toBe(0);
    expect(comparePaired([1, null], [null, 1])).toBeNull();
  });

  it("turns around with its arguments", () => {
    const vector = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const forward = comparePaired(a, b);
        const backward = comparePaired(b, a);
        expect(backward?.difference).toBeCloseTo(-(forward?.difference ?? 1), 12);
        expect(backward?.pValue).toBeCloseTo(forward?.pValue ?? -1, 9);
      }),
    );
  });

  it("says 1 for equal runs and 0 for a difference that never varies", () => {
    expect(comparePaired([0.5, 1, 0], [0.5, 1, 0])?.pValue).toBe(1);
    expect(comparePaired([1, 1, 1], [0.5, 0.5, 0.5])?.pValue).toBe(0);
  });
});

describe("McNemar's exact test", () => {
  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [5, 0, 0.0625],
    [8, 2, 0.109375],
    [12, 3, 0.03515625],
    [7, 7, 1],
  ])("%d against %d", (b, c, expected) => {
    expect(mcnemarExact(b, c)).toBeCloseTo(expected, 10);
    expect(mcnemarExact(c, b)).toBe(mcnemarExact(b, c));
  });

  it("equals the sign-flip test on single samples", () => {
    fc.assert(
      fc.property(fc.nat(10), fc.nat(10), (b, c) => {
        const differences = [...new Array<number>(b).fill(1), ...new Array<number>(c).fill(-1)];
        expect(signFlipTest(differences, "seed").pValue).toBeCloseTo(mcnemarExact(b, c), 10);
      }),
    );
  });
});

describe("the sign-flip test", () => {
  it("counts every combination of signs up to twenty differences", () => {
    const differences = fc.array(
      fc.integer({ min: -16, max: 16 }).map((count) => count / 16),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(differences, (values) => {
        const flipped = values.filter((value) => value !== 0);
        const observed = Math.abs(flipped.reduce((sum, value) => sum + value, 0));
        let hits = 0;
        for (let signs = 0; signs < 2 ** flipped.length; signs++) {
          const sum = flipped.reduce(
            (total, value, place) => total + ((signs >> place) & 1 ? value : -value),
            0,
          );
          hits += Number(Math.abs(sum) >= observed);
        }
        const { exact, pValue } = signFlipTest(values, "seed");
        expect(exact).toBe(true);
        expect(pValue).toBeCloseTo(hits / 2 ** flipped.length, 12);
      }),
    );
  });

  it("draws seeded flips beyond twenty, close to the t test and the same for the same seed", () => {
    const differences = Array.from({ length: 40 }, (_, problem) => ((problem * 7) % 11) / 16 - 0.2);
    const drawn = signFlipTest(differences, "seed");
    expect(drawn.exact).toBe(false);
    expect(signFlipTest(differences, "seed")).toEqual(drawn);
    const t = comparePaired(
      differences,
      differences.map(() => 0),
    );
    expect(Math.abs(drawn.pValue - (t?.pValue ?? 1))).toBeLessThan(0.01);
  });

  it("does not lose to rounding: sums in another order count as equal", () => {
    expect(signFlipTest([0.1, 0.2, -0.3, 0.1], "seed").pValue).toBe(1);
  });
});

describe("testDifference", () => {
  it("is McNemar's test for single samples and the sign-flip test otherwise", () => {
    const a = [1, 1, 1, 1, 1, 0, 1];
    const b = [0, 0, 0, 0, 0, 0, 1];
    expect(testDifference(a, b, { singleSamples: true, seed: "s" })).toEqual({
      name: "mcnemar-exact",
      pValue: expect.closeTo(0.0625, 10),
      exact: true,
    });
    expect(testDifference(a, b, { singleSamples: false, seed: "s" })).toEqual({
      name: "sign-flip",
      pValue: expect.closeTo(0.0625, 10),
      exact: true,
    });
    expect(testDifference([null], [1], { singleSamples: true, seed: "s" })).toBeNull();
  });
});
