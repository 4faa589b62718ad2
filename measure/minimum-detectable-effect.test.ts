import { describe, expect, it } from "vitest";
import { differenceVariance, type EffectRow, minimumDetectableEffect } from "./minimum-detectable-effect";
import { seededRandom } from "./numeric/random";
import { comparePaired } from "./paired/compare";
import { detectableEffect, problemsNeeded, samplesFactorNeeded } from "./power";

const variance = { betweenProblems: 0.04, withinProblems: 0.02 };

function rowOf(perProblem: number[], samplesPerProblem: number): EffectRow {
  const rerunVariance = perProblem.map((p) =>
    samplesPerProblem > 1 ? (p * (1 - p)) / (samplesPerProblem - 1) : null,
  );
  return { perProblem, samplesPerProblem, rerunVariance };
}

describe("power", () => {
  it("solves M = (z + z)²·v/δ² for δ, M and samples", () => {
    const squared = (1.959963984540054 + 0.8416212335729142) ** 2;
    const effect = detectableEffect(100, variance);
    expect(effect).toBeCloseTo(Math.sqrt((squared * 0.06) / 100), 12);
    expect(problemsNeeded(effect * 1.0000001, variance)).toBe(100);
    expect(problemsNeeded(0, variance)).toBeNull();
    const factor = samplesFactorNeeded(effect, 200, variance) ?? 0;
    expect(
      detectableEffect(200, { ...variance, withinProblems: variance.withinProblems / factor }),
    ).toBeCloseTo(effect, 12);
    expect(samplesFactorNeeded(0.01, 30, variance)).toBeNull();
  });
});

describe("the minimum detectable effect", () => {
  it("is a dash for fewer than two rows", () => {
    expect(minimumDetectableEffect([])).toBeNull();
    expect(minimumDetectableEffect([rowOf([0.5, 0.25, 1], 8)])).toBeNull();
  });

  it("splits the variance of a pair into problems and samples", () => {
    const a = rowOf([0.5, 0.75, 0.25, 1], 16);
    const b = rowOf([0.25, 0.75, 0.5, 0], 16);
    const split = differenceVariance(a, b);
    // d = .25 0 -.25 1: variance 13/48 · … = 0.2916667; within: mean p(1−p)/15 of both rows.
    const within = (0.25 + 0.1875 + 0.1875) / 4 / 15 + (0.1875 + 0.1875 + 0.25) / 4 / 15;
    expect(split?.withinProblems).toBeCloseTo(within, 12);
    expect((split?.betweenProblems ?? 0) + within).toBeCloseTo(0.875 / 3, 12);
    const effect = minimumDetectableEffect([a, b]);
    expect(effect?.effect).toBeCloseTo(detectableEffect(4, split ?? variance), 12);
    expect(effect?.pairs).toBe(1);
  });

  it("does not fall below zero where samples explain everything, and puts single samples down to problems", () => {
    const same = rowOf([0.5, 0.5, 0.5], 2);
    expect(differenceVariance(same, same)?.betweenProblems).toBe(0);
    const single = differenceVariance(rowOf([1, 0, 1, 1], 1), rowOf([0, 0, 1, 1], 1));
    expect(single).toEqual({ betweenProblems: expect.closeTo(0.25, 12), withinProblems: 0 });
  });

  it("takes medians over the pairs of the first twenty rows", () => {
    const random = seededRandom("rows");
    const rows = Array.from({ length: 25 }, (_, row) =>
      rowOf(
        Array.from({ length: 12 }, () => Math.min(1, Math.floor(random.unit() * 17) / 16 / (1 + row))),
        16,
      ),
    );
    expect(minimumDetectableEffect(rows)?.pairs).toBe(190);
    expect(minimumDetectableEffect([...rows].reverse())).toEqual(minimumDetectableEffect(rows));
  });

  it("is found about four times out of five by the paired test", () => {
    const random = seededRandom("power");
    const draw = (rate: number) => {
      let hits = 0;
      for (let sample = 0; sample < 16; sample++) hits += Number(random.unit() < rate);
      return hits / 16;
    };
    // True rates differ by 0.1 ± 0.1 over problems around one half.
    const w2 = 0.01;
    const s2 = 0.25 - 0.1 ** 2 / 2;
    const problems = problemsNeeded(0.1, { betweenProblems: w2, withinProblems: (2 * s2) / 16 }) ?? 0;
    let found = 0;
    for (let board = 0; board < 2_000; board++) {
      const shifts = Array.from({ length: problems }, () => (random.unit() < 0.5 ? 0 : 0.1));
      const a = shifts.map((shift) => draw(0.5 + shift));
      const b = shifts.map((shift) => draw(0.5 - shift));
      found += Number((comparePaired(a, b)?.pValue ?? 1) <= 0.05);
    }
    expect(found / 2_000).toBeGreaterThan(0.74);
    expect(found / 2_000).toBeLessThan(0.86);
  });
});
