import { describe, expect, it } from "vitest";
import { choose, hypergeometricDistribution } from "./combinatorics";
import { incompleteBeta } from "./incomplete-beta";
import { logGamma } from "./log-gamma";
import { normalQuantile, normalTail } from "./normal";
import { studentQuantile, studentTwoSidedP } from "./student-t";

/** Expected values were computed with 30 significant digits. */
function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe("logGamma", () => {
  it.each([
    [0.1, 2.252712651734206],
    [0.3, 1.0957979948180756],
    [0.5, 0.5723649429247001],
    [2.5, 0.2846828704729192],
    [9.9, 12.577179904219879],
    [15, 25.191221182738683],
    [98.5, 352.24532627543505],
    [50000, 490984.4232715718],
  ])("of %d", (x, expected) => expectRelative(logGamma(x), expected, 1e-14));

  it("is zero at one", () => expect(Math.abs(logGamma(1))).toBeLessThan(1e-14));
});

describe("incompleteBeta", () => {
  it.each([
    [0.3, 0.3, 0.2, 0.3545229841223989],
    [6, 0.1, 0.99, 0.21623019351681397],
    [0.2, 3, 0.01, 0.5237545708662277],
    [14.5, 0.5, 0.9, 0.08307466551442913],
    [50, 40, 0.55, 0.4547952108638691],
  ])("a %d, b %d, x %d", (a, b, x, expected) => expectRelative(incompleteBeta(a, b, x), expected, 1e-12));
});

describe("Student's t", () => {
  it.each([
    [0.1, 1, 0.9365489651388929],
    [1, 1, 0.5],
    [12.706, 1, 0.05000080235813319],
    [2.045, 29, 0.050024075922411676],
    [1e-6, 29, 0.999999208962842],
    [8, 29, 8.012575649631703e-9],
    [40, 29, 6.346877329729348e-27],
    [1.972, 197, 0.050009093088186594],
    [3.5, 197, 0.00057530048959277],
    [0.5, 9, 0.6290712998260265],
    [25, 5, 1.9106777843954234e-6],
    [1.96, 100000, 0.04999856319430164],
  ])("two-sided p at t %d with %d degrees of freedom", (t, freedom, expected) => {
    expectRelative(studentTwoSidedP(t, freedom), expected, 1e-10);
    expect(studentTwoSidedP(-t, freedom)).toBe(studentTwoSidedP(t, freedom));
  });

  it.each([
    [0.975, 1, 12.706204736174705],
    [0.9999, 1, 3183.098757118151],
    [0.975, 2, 4.302652729749462],
    [0.975, 9, 2.262157162798205],
    [0.975, 29, 2.045229642132704],
    [0.975, 197, 1.9720790337785024],
    [0.975, 1999, 1.9611514201705615],
    [0.995, 29, 2.7563859036706053],
    [0.8, 29, 0.8541919858818559],
  ])("quantile at %d with %d degrees of freedom", (p, freedom, expected) => {
    expectRelative(studentQuantile(p, freedom), expected, 1e-11);
    expectRelative(studentQuantile(1 - p, freedom), -expected, 1e-9);
  });

  it("gives p = 0 for an infinite statistic and 1 for zero", () => {
    expect(studentTwoSidedP(Number.POSITIVE_INFINITY, 29)).toBe(0);
    expect(studentTwoSidedP(0, 29)).toBe(1);
  });
});

describe("the normal distribution", () => {
  it.each([
    [0.1, 0.460172162722971],
    [1, 0.15865525393145705],
    [1.96, 0.024997895148220435],
    [2.4, 0.008197535924596131],
    [2.6, 0.004661188023718749],
    [5, 2.866515718791939e-7],
    [8, 6.220960574271784e-16],
  ])("tail at %d", (z, expected) => expectRelative(normalTail(z), expected, 1e-12));

  it.each([
    [0.8, 0.8416212335729142],
    [0.975, 1.9599639845400543],
    [0.995, 2.575829303548901],
    [0.9999, 3.7190164854556804],
    [0.9999999, 5.1993375821928165],
  ])("quantile at %d", (p, expected) => expectRelative(normalQuantile(p), expected, 1e-8));

  it("is precise at the levels in use and odd around one half", () => {
    expectRelative(normalQuantile(0.975), 1.9599639845400543, 1e-14);
    expect(normalQuantile(0.025)).toBeCloseTo(-1.9599639845400543, 12);
    expect(normalQuantile(0.5)).toBe(0);
  });
});

describe("combinatorics", () => {
  it("counts subsets", () => {
    expect(choose(16, 8)).toBe(12_870);
    expect(choose(5, 6)).toBe(0);
    expect(choose(5, -1)).toBe(0);
    expect(choose(0, 0)).toBe(1);
  });

  it("gives the hypergeometric distribution as ratios of binomials", () => {
    for (const [n, c, k] of [
      [16, 4, 8],
      [7, 7, 3],
      [7, 0, 3],
      [9, 5, 9],
      [12, 1, 1],
    ] as const) {
      const distribution = hypergeometricDistribution(n, c, k);
      for (let hits = 0; hits <= k; hits++) {
        expect(distribution[hits]).toBeCloseTo(
          (choose(c, hits) * choose(n - c, k - hits)) / choose(n, k),
          12,
        );
      }
    }
  });
});
