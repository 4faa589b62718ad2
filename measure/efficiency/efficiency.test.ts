import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selfConsistency } from "../reducers/self-consistency";
import { matrixOf, sampleOf } from "../test-support/pool-samples";
import { areaUnderLogBudget } from "./area-under-curve";
import { budgetCurve } from "./budget-curve";
import { type CostedScore, paretoFrontier } from "./pareto";
import { meanTokensPerProblem, tokensPerProblem } from "./tokens";

describe("the Pareto frontier", () => {
  it("holds exactly the known rows that no other one beats", () => {
    const some = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(some, some), { maxLength: 10 }), (pairs) => {
        const rows: CostedScore[] = pairs.map(([score, cost], index) => ({ id: `${index}`, score, cost }));
        const known = rows.filter((row) => row.score !== null && row.cost !== null);
        const beats = (one: CostedScore, other: CostedScore) =>
          (one.score ?? 0) >= (other.score ?? 0) &&
          (one.cost ?? 0) <= (other.cost ?? 0) &&
          (one.score !== other.score || one.cost !== other.cost);
        const expected = known
          .filter((row) => !known.some((other) => beats(other, row)))
          .map((row) => row.id);
        expect([...paretoFrontier(rows)].sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe("tokens", () => {
  it("are a mean over the samples of a problem, then over problems", () => {
    const pool = matrixOf(["AA", "b."], 100);
    expect(tokensPerProblem(pool, "generated")).toEqual([100, 100]);
    expect(meanTokensPerProblem(pool, "generated")).toBe(100);
  });

  it("are unknown where a sample's are, but not where a sample is missing", () => {
    const pool = matrixOf(["AA", ".."], 100);
    expect(meanTokensPerProblem(pool, "generated")).toBe(100);
    pool.problems[1] = [sampleOf("b", null, null), sampleOf("b", null, 50)];
    expect(tokensPerProblem(pool, "generated")).toEqual([100, null]);
    expect(meanTokensPerProblem(pool, "generated")).toBeNull();
  });
});

describe("the budget curve", () => {
  const options = { reducer: selfConsistency, kind: "generated", seed: "run" } as const;

  it("replays the pool at every k that all problems have samples for", () => {
    const curve = budgetCurve(matrixOf(["AAb", "bAA"], 50), [4, 1, 3], options);
    expect(curve).toEqual([
      {
        k: 1,
        tokens: 50,
        score: expect.closeTo(2 / 3, 12),
        perProblem: [expect.closeTo(2 / 3), expect.closeTo(2 / 3)],
      },
      { k: 3, tokens: 150, score: 1, perProblem: [1, 1] },
    ]);
  });

  it("is empty where tokens are unknown", () => {
    expect(budgetCurve(matrixOf(["AAb"]), [1], options)).toEqual([]);
  });
});

describe("the area under the accuracy–log-budget curve", () => {
  const curve = [
    { tokens: 1000, score: 0.2 },
    { tokens: 100, score: 0.1 },
    { tokens: 10_000, score: 0.4 },
  ];

  it("is the mean accuracy over the logarithm of the budget", () => {
    expect(areaUnderLogBudget(curve, { from: 100, to: 10_000 })).toBeCloseTo((0.15 + 0.3) / 2, 12);
    expect(areaUnderLogBudget(curve, { from: Math.sqrt(1e5), to: 1000 })).toBeCloseTo(0.175, 12);
    expect(
      areaUnderLogBudget(
        [
          { tokens: 1, score: 0.5 },
          { tokens: 8, score: 0.5 },
        ],
        { from: 1, to: 8 },
      ),
    ).toBe(0.5);
  });

  it("is unknown beyond the curve", () => {
    expect(areaUnderLogBudget(curve, { from: 50, to: 1000 })).toBeNull();
    expect(areaUnderLogBudget(curve, { from: 100, to: 20_000 })).toBeNull();
    expect(areaUnderLogBudget(curve, { from: 1000, to: 1000 })).toBeNull();
    expect(areaUnderLogBudget([], { from: 1, to: 2 })).toBeNull();
  });
});
