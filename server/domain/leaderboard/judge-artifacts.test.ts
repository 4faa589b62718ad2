import { expect, it } from "vitest";
import { judgeArtifacts } from "./judge-artifacts";

const judge = (answers: readonly (string | null)[]) =>
  answers.map((answer) => ({
    group: answer === null ? -1 : answers.indexOf(answer),
    correct: answer === "7",
  }));

it("judges answers wherever they stand, in order, and keeps no other text", () => {
  const artifacts = {
    completion: "greedy",
    subthoughts: [
      { index: 0, marker: "Wait", answer: "7" },
      { index: 1, marker: null, answer: null },
    ],
    plans: [{ plan: "a secret plan", tokens: 4, answers: ["7", "8"] }],
    lastAnswer: "8",
    note: "facts of the problem",
    share: 0.5,
  };
  expect(judgeArtifacts(artifacts, judge)).toEqual({
    completion: "greedy",
    subthoughts: [
      { index: 0, marker: "Wait", answer: { group: 0, correct: true } },
      { index: 1, marker: null, answer: { group: -1, correct: false } },
    ],
    plans: [
      {
        plan: null,
        tokens: 4,
        answers: [
          { group: 0, correct: true },
          { group: 3, correct: false },
        ],
      },
    ],
    lastAnswer: { group: 3, correct: false },
    note: null,
    share: 0.5,
  });
});

it("cuts words short and does not follow endless nesting", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 50; level++) deep = { deep };
  const judged = judgeArtifacts({ mode: "x".repeat(500), deep }, judge);
  expect(judged.mode).toHaveLength(60);
  expect(JSON.stringify(judged).length).toBeLessThan(300);
});
