import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_ANSWER, type PoolSample } from "../run-matrix";
import { type AssessedRule, assessedChoiceAtK } from "./assessed-choice";
import { majAtK } from "./maj-at-k";
import { pessimisticChoice } from "./pessimistic";
import type { SubsetOptions } from "./subset-options";

const EXACT: SubsetOptions = {
  mostTerms: 1e6,
  subsets: 0,
  random: () => {
    throw new Error("nothing is drawn");
  },
};
const solution = (answerClass: number, positive: number, of: number, correct = false): PoolSample => ({
  outcome: answerClass === NO_ANSWER ? "unparsed" : correct ? "correct" : "incorrect",
  answerClass,
  tokens: 1,
  score: null,
  assessments: Array.from({ length: of }, (_, index) => (index < positive ? 1 : 0)),
});
/** The eight solutions of the published example: answer 70 three times (9/12), 12 four times (11/16), 5 once (4/4). */
const example = (right: number) => [
  ...[3, 3, 3].map((positive) => solution(70, positive, 4, right === 70)),
  ...[3, 3, 3, 2].map((positive) => solution(12, positive, 4, right === 12)),
  solution(5, 4, 4, right === 5),
];
const chosen = (rule: AssessedRule) =>
  [70, 12, 5].find((answer) => assessedChoiceAtK(example(answer), 8, { ...EXACT, rule })?.value === 1);
const pessimistic = (alpha: number): AssessedRule => ({ kind: "pessimistic", alpha });

describe("choosing by assessments", () => {
  it("gives the published choices over all eight solutions", () => {
    expect([0, 0.1, 0.5, 10, 100].map((alpha) => chosen(pessimistic(alpha)))).toEqual([5, 5, 5, 12, 12]);
    expect(chosen({ kind: "vote" })).toBe(12);
  });

  it("leaves unreadable assessments out of means and counts", () => {
    const pool = [
      { ...solution(1, 0, 0, true), assessments: [null, 1, null] },
      { ...solution(2, 0, 0), assessments: [1, 1, 0] },
    ];
    expect(assessedChoiceAtK(pool, 2, { ...EXACT, rule: pessimistic(0) })?.value).toBe(1);
    // One readable assessment carries the larger penalty: 1 − ln 4/2 against 2/3 − ln 4/4.
    expect(assessedChoiceAtK(pool, 2, { ...EXACT, rule: pessimistic(1) })?.value).toBe(0);
  });

  it("prefers more solutions between equal scores and shares what is left", () => {
    const twice = [solution(1, 1, 1, true), solution(1, 1, 1, true), solution(2, 1, 1)];
    expect(assessedChoiceAtK(twice, 3, { ...EXACT, rule: pessimistic(0) })?.value).toBe(1);
    const nobody = [solution(1, 0, 2, true), solution(2, 0, 2)];
    for (const rule of [pessimistic(0), { kind: "vote" } as const])
      expect(assessedChoiceAtK(nobody, 2, { ...EXACT, rule })?.value).toBe(0.5);
    expect(assessedChoiceAtK(nobody, 3, { ...EXACT, rule: pessimistic(0) })).toBeNull();
  });

  const sample = fc
    .record({
      answer: fc.integer({ min: -1, max: 3 }),
      votes: fc.array(fc.constantFrom(0, 1, null), { minLength: 1, maxLength: 3 }),
    })
    .map(
      ({ answer, votes }): PoolSample => ({ ...solution(answer, 0, 0, answer === 0), assessments: votes }),
    );

  it("is the mean of the plain rule over every subset", () => {
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0, 0.1, 0.5, 3),
        (pool, k, alpha) => {
          const exact = assessedChoiceAtK(pool, k, { ...EXACT, rule: pessimistic(alpha) });
          if (pool.length < k) {
            expect(exact).toBeNull();
            return;
          }
          const credits = subsets(pool, k).map((subset) => plainCredit(subset, alpha));
          const mean = credits.reduce((sum, one) => sum + one, 0) / credits.length;
          expect(exact?.value).toBeCloseTo(mean, 9);
        },
      ),
    );
  });

  it("is the majority under a large penalty, where every solution has as many assessments", () => {
    const even = fc
      .tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: 0, max: 4 }))
      .map(([answer, positive]) => solution(answer, positive, 4, answer === 0));
    fc.assert(
      fc.property(fc.array(even, { minLength: 2, maxLength: 8 }), (pool) => {
        const counts = new Map<number, number>();
        for (const { answerClass } of pool)
          if (answerClass !== NO_ANSWER) counts.set(answerClass, (counts.get(answerClass) ?? 0) + 1);
        const sizes = [...counts.values()].sort((a, b) => b - a);
        // Between equally frequent answers the means decide, and no longer the majority alone.
        fc.pre(sizes.length < 2 || sizes[0] !== sizes[1]);
        const bound = assessedChoiceAtK(pool, pool.length, { ...EXACT, rule: pessimistic(1e6) });
        expect(bound?.value).toBe(majAtK(pool, pool.length, EXACT)?.value);
      }),
    );
  });
});

function subsets<Item>(items: readonly Item[], k: number): Item[][] {
  if (k === 0) return [[]];
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), k - 1).map((rest) => [item, ...rest]),
  );
}

/** The rule written plainly; what ties in score and size shares. */
function plainCredit(subset: readonly PoolSample[], alpha: number): number {
  const answers = [...new Set(subset.map(({ answerClass }) => answerClass))].filter(
    (one) => one !== NO_ANSWER,
  );
  const all = subset.flatMap(({ assessments }) => assessments ?? []).filter((value) => value !== null).length;
  const judged = answers.map((answer) => {
    const own = subset.filter(({ answerClass }) => answerClass === answer);
    const votes = own.flatMap(({ assessments }) => assessments ?? []).filter((value) => value !== null);
    const positive = votes.filter((value) => value === 1).length;
    return { solutions: own.length, verdicts: votes.length, positive };
  });
  const options = { alpha, allVerdicts: all };
  const first = pessimisticChoice(judged, options);
  if (first === null) return 0;
  const last = judged.length - 1 - (pessimisticChoice([...judged].reverse(), options) ?? 0);
  // First and last of the winners differ where several tie; then every answer between them that ties shares.
  if (first === last) return answers[first] === 0 ? 1 : 0;
  const tied = judged.flatMap((one, index) => {
    const pair = pessimisticChoice([one, judged[first] ?? one], options);
    const back = pessimisticChoice([judged[first] ?? one, one], options);
    return pair === 0 && back === 0 ? [index] : [];
  });
  return tied.filter((index) => answers[index] === 0).length / tied.length;
}
