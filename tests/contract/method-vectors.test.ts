import { describe, expect, it } from "vitest";
import { SUBTHOUGHT_MARKERS } from "@/catalog/methods/subthought-markers";
import { waveAt } from "@/gpu-runner/methods/cyclic-wave";
import { readVerdict } from "@/gpu-runner/methods/heimdall";
import { readFirstError } from "@/gpu-runner/methods/opv";
import { splitSubthoughts } from "@/gpu-runner/methods/split-subthoughts";
import { passAtK, passRate, pessimisticChoice, pessimisticScores } from "@/measure";
import { assessedChoiceAtK } from "@/measure/estimators/assessed-choice";
import { majAtK } from "@/measure/estimators/maj-at-k";
import { weightedVoteAtK } from "@/measure/estimators/weighted-vote";
import { entropyBits } from "@/measure/measurements/answer-entropy";
import { easyLengthReward } from "@/measure/measurements/length-reward";
import { underthinkingScore } from "@/measure/measurements/underthinking";
import { opvValues } from "@/measure/process/first-error";
import type { PoolSample } from "@/measure/run-matrix";

/**
 * The checklist of the specification's test vectors (its section 19), for every method that is here. Each one is a test of
 * its own module as well, with more cases. Not here: SRGen, LatentSeek and agents with tools.
 */
const EXACT = {
  mostTerms: 1e6,
  subsets: 0,
  random: () => {
    throw new Error("nothing is drawn");
  },
};
const sample = (answerClass: number, correct: boolean, votes: readonly number[] = []): PoolSample => ({
  outcome: correct ? "correct" : "incorrect",
  answerClass,
  tokens: 1,
  score: votes.length === 0 ? null : votes.reduce((sum, vote) => sum + vote, 0) / votes.length,
  assessments: votes,
});
const votes = (positive: number) => [0, 1, 2, 3].map((index) => (index < positive ? 1 : 0));
/** N = 8, M = 4: answer 70 three times with 9 of 12 positive, 12 four times with 11 of 16, 5 once with 4 of 4. */
const judged = (right: number) => [
  ...[3, 3, 3].map((positive) => sample(70, right === 70, votes(positive))),
  ...[3, 3, 3, 2].map((positive) => sample(12, right === 12, votes(positive))),
  sample(5, right === 5, votes(4)),
];
const counts = [
  { solutions: 3, verdicts: 12, positive: 9 },
  { solutions: 4, verdicts: 16, positive: 11 },
  { solutions: 1, verdicts: 4, positive: 4 },
];

describe("the published vectors", () => {
  it.each([
    [10, 3, 1, 0.3],
    [10, 3, 5, 0.916667],
    [16, 4, 8, 0.961538],
    [5, 0, 3, 0],
    [8, 1, 8, 1],
  ])("pass@k of n %d, c %d, k %d", (n, c, k, expected) => {
    expect(passAtK(n, c, k)).toBeCloseTo(expected, 6);
  });

  it.each([
    [1, 0.4],
    [3, 0.433333],
    [5, 0.5],
  ])("maj@%d of A, A, B, B, C where A is right", (k, expected) => {
    const pool = [0, 0, 1, 1, 2].map((answer) => sample(answer, answer === 0));
    expect(majAtK(pool, k, EXACT)?.value).toBeCloseTo(expected, 6);
  });

  it("entropy of answers, and the earliest of the most frequent", () => {
    expect(entropyBits([4, 3, 1])).toBeCloseTo(1.405639, 6);
    expect(entropyBits([2, 2])).toBe(1);
  });

  it("CyclicReflex's wave", () => {
    const wave = { amplitude: 5, periodTokens: 600, shift: 0 };
    const times = [0, 75, 150, 300, 450, 525, 600, 750];
    expect(times.map((t) => waveAt(t, wave) + 0)).toEqual([0, 2.5, 5, 0, -5, -2.5, 0, 5]);
  });

  it("pessimistic selection: scores, and choices from no penalty to the majority", () => {
    const scores = pessimisticScores(counts, { alpha: 0.5, allVerdicts: 32 });
    expect(scores.map((score) => score.toFixed(4))).toEqual(["0.6167", "0.5856", "0.6534"]);
    for (const [alpha, answer] of [
      [0, 5],
      [0.1, 5],
      [0.5, 5],
      [10, 12],
      [100, 12],
    ] as const) {
      expect([70, 12, 5][pessimisticChoice(counts, { alpha, allVerdicts: 32 }) ?? -1]).toBe(answer);
      const rule = { kind: "pessimistic", alpha } as const;
      expect(assessedChoiceAtK(judged(answer), 8, { ...EXACT, rule })?.value).toBe(1);
    }
  });

  it("the weighted vote over the same solutions", () => {
    const weights = [70, 12, 5].map((answer) =>
      judged(answer)
        .filter(({ answerClass }) => answerClass === answer)
        .reduce((sum, one) => sum + (passRate(one) ?? 0), 0),
    );
    expect(weights).toEqual([2.25, 2.75, 1]);
    expect(weightedVoteAtK(judged(12), 8, EXACT)?.value).toBe(1);
    expect(assessedChoiceAtK(judged(12), 8, { ...EXACT, rule: { kind: "vote" } })?.value).toBe(1);
  });

  it("AdaCtrl's length reward", () => {
    const rewards = [0, 250, 500, 1000].map((length) => easyLengthReward(length, 1000));
    expect(rewards.map((reward) => Number(reward.toFixed(4)))).toEqual([1, 0.8536, 0.5, 0]);
  });

  it("OPV's recall and F1", () => {
    const judged = (label: number, predicted: number) => ({
      part: "all",
      gold: [label],
      steps: null,
      predictions: [[predicted]],
    });
    const percent = (unfound: number) => {
      const values = opvValues([
        ...Array.from({ length: 600 }, (_, index) => judged(-1, index < 435 ? -1 : 2)),
        ...Array.from({ length: 600 }, (_, index) => judged(3, index < unfound ? -1 : 3)),
      ]);
      return [values["opv-recall"], values["opv-f1-precise"]].map((value) => (100 * (value ?? 0)).toFixed(2));
    };
    expect(percent(111)).toEqual(["72.50", "75.92"]);
    expect(percent(250)).toEqual(["72.50", "67.70"]);
  });

  it("underthinking", () => {
    const wrong = [{ tokens: 7681, firstRightThoughtEnd: 411 }];
    expect(underthinkingScore(wrong)).toBeCloseTo(0.94649, 5);
  });

  it("Subthought's cuts", () => {
    const text = "Okay, x. Wait, y. But wait, z.";
    const pieces = splitSubthoughts(text, { markers: SUBTHOUGHT_MARKERS, atBoundary: true, minChars: 0 });
    expect(pieces.map(({ marker }) => marker)).toEqual(["Okay", "Wait", "But wait"]);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });

  it("the verdicts that Heimdall and OPV read", () => {
    expect(readVerdict("<verdict>0</verdict> no: <verdict> 1 </verdict>").value).toBe(1);
    expect(readVerdict("It is right.")).toEqual({ value: null, label: null });
    expect(
      ["\\box{STEP2}", "\\boxed{ step-1 }", "\\box{1} then \\box{3}"].map((text) => readFirstError(text, 4)),
    ).toEqual([2, -1, 3]);
    // Out of range, or none.
    expect([
      readFirstError("\\box{STEP4}", 4),
      readFirstError("step 1", 4),
      readFirstError("\\box{-2}", 4),
    ]).toEqual([null, null, null]);
  });
});
