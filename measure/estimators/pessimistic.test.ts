import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pessimisticChoice, pessimisticScores } from "./pessimistic";

// 70: three solutions, 12: four, 5: one; four verdicts each.
const ANSWERS = [
  { solutions: 3, verdicts: 12, positive: 9 },
  { solutions: 4, verdicts: 16, positive: 11 },
  { solutions: 1, verdicts: 4, positive: 4 },
];
const pick = (alpha: number) => pessimisticChoice(ANSWERS, { alpha, allVerdicts: 32 });

describe("pessimistic selection", () => {
  it("has the scores and choices of the published form", () => {
    const scores = pessimisticScores(ANSWERS, { alpha: 0.5, allVerdicts: 32 });
    expect(scores.map((score) => score.toFixed(4))).toEqual(["0.6167", "0.5856", "0.6534"]);
    expect([0, 0.1, 0.5, 10, 100].map(pick)).toEqual([2, 2, 2, 1, 1]);
  });

  it("breaks ties by more solutions, then by the earlier answer", () => {
    const one = { solutions: 1, verdicts: 2, positive: 1 };
    const options = { alpha: 0, allVerdicts: 8 };
    expect(pessimisticChoice([one, { ...one, solutions: 2 }], options)).toBe(1);
    expect(pessimisticChoice([one, one], options)).toBe(0);
    expect(pessimisticChoice([], options)).toBeNull();
  });

  const answer = fc
    .tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([solutions, each, share]) => {
      const verdicts = solutions * each;
      return { solutions, verdicts, positive: Math.round(verdicts * share) };
    });

  it("picks the highest mean verdict without a penalty, and the most verdicts under a large one", () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 6 }), (answers) => {
        const allVerdicts = answers.reduce((sum, one) => sum + one.verdicts, 0) + 1;
        const mean = answers.map((one) => one.positive / one.verdicts);
        const free = pessimisticChoice(answers, { alpha: 0, allVerdicts }) ?? -1;
        expect(mean[free]).toBe(Math.max(...mean));
        const bound = pessimisticChoice(answers, { alpha: 1e6, allVerdicts }) ?? -1;
        expect(answers[bound]?.verdicts).toBe(Math.max(...answers.map((one) => one.verdicts)));
      }),
    );
  });
});
