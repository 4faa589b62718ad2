import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  FIRST_ERROR_CRITERIA,
  type FirstErrorJudgement,
  firstErrorScores,
  isFirstErrorFound,
} from "./first-error";

describe("first errors", () => {
  it("are found by each criterion's own rule", () => {
    const found = (truth: number, predicted: number | null) =>
      FIRST_ERROR_CRITERIA.map((criterion) => isFirstErrorFound({ truth, predicted }, criterion));
    expect(found(3, 3)).toEqual([true, true, true]);
    expect(found(3, 2)).toEqual([false, true, true]);
    expect(found(3, 0)).toEqual([false, false, true]);
    expect(found(3, -1)).toEqual([false, false, false]);
    // A wrong solution whose first step is wrong is not "one step off" where nothing is found.
    expect(found(0, -1)).toEqual([false, false, false]);
    expect(found(-1, -1)).toEqual([true, true, true]);
    expect(found(-1, 0)).toEqual([false, false, false]);
    expect(found(-1, null)).toEqual([false, false, false]);
  });

  it("are no score without solutions of both kinds", () => {
    expect(firstErrorScores([{ truth: -1, predicted: -1 }], "rough")).toBeNull();
  });

  it("have the same recall under every criterion, and never a better score under a stricter one", () => {
    const one = fc.record({
      truth: fc.integer({ min: -1, max: 5 }),
      predicted: fc.option(fc.integer({ min: -1, max: 5 })),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 30 }), (all: FirstErrorJudgement[]) => {
        const scores = FIRST_ERROR_CRITERIA.map((criterion) => firstErrorScores(all, criterion));
        const [precise, approximate, rough] = scores;
        if (!precise || !approximate || !rough) return;
        expect([precise.recall, approximate.recall]).toEqual([rough.recall, rough.recall]);
        for (const name of ["accuracy", "precision", "f1"] as const) {
          expect(precise[name]).toBeLessThanOrEqual(approximate[name]);
          expect(approximate[name]).toBeLessThanOrEqual(rough[name]);
        }
      }),
    );
  });
});
