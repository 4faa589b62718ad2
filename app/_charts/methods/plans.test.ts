import { expect, test } from "vitest";
import { chartOf, runOf } from "../testing/own-chart";
import { fact } from "../testing/rows";

const right = { group: 0, correct: true };
const wrong = { group: 1, correct: false };

function reply(problemId: string, variant: string, think: number | null, tokens = 100) {
  return fact(problemId, {
    artifacts: {
      variant,
      formatValid: true,
      thinkingCharacters: think,
      textCharacters: 200,
      replyTokens: tokens,
    },
  });
}

test("thinking tokens are the section's part of the reply, and the change is paired", () => {
  const chart = chartOf(
    "plan-then-act",
    "thinking-change",
    runOf([reply("a", "oneCall", 40), reply("b", "oneCall", 80), reply("c", "oneCall", null)]),
    runOf([reply("a", "noPlan", 60), reply("b", "noPlan", 120)]),
  );
  // 100 · 40/200 and 100 · 80/200 against 30 and 60: differences −10 and −20.
  expect(chart.rows.map((row) => [row.what, row.value])).toEqual([
    ["oneCall", 30],
    ["noPlan", 45],
  ]);
  expect(chart.summary).toContain("oneCall -15.0 (95 %");
});

test("plan quality by its other executions against the judged one", () => {
  const planned = (problemId: string, outcome: "correct" | "incorrect", answers: (typeof right)[]) =>
    fact(problemId, {
      outcome,
      artifacts: { variant: "planQuality", formatValid: true, plans: [{ tokens: answers.length, answers }] },
    });
  const run = runOf([
    planned("a", "correct", [right, right, wrong]),
    planned("b", "incorrect", [wrong, right, wrong]),
    planned("c", "correct", [right, right, right]),
    // Carried out once: it has no quality of its own.
    planned("d", "correct", [right]),
  ]);
  expect(chartOf("plan-then-act", "plan-quality-outcome", run).rows.map((row) => [row.x, row.value])).toEqual(
    [
      [50, 0.5],
      [100, 1],
    ],
  );
  const byLength = chartOf("plan-then-act", "plan-length-quality", run).rows;
  expect(byLength.map((row) => row.value)).toEqual([2 / 3, 1 / 3, 1]);
});
