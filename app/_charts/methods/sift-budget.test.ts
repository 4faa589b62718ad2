import { expect, test } from "vitest";
import { chartOf, runOf } from "../testing/own-chart";
import { fact } from "../testing/rows";

test("SIFT stands beside voting at all tokens and at output tokens", () => {
  const voting = {
    reducer: "self-consistency",
    points: [
      { k: 1, tokens: 30, score: 0.4, interval: null },
      { k: 2, tokens: 60, score: 0.5, interval: [0.3, 0.7] as [number, number] },
    ],
  };
  const run = runOf(
    [
      fact("a", { promptTokens: 100, completionTokens: 40 }),
      fact("b", { outcome: "incorrect", promptTokens: 100, completionTokens: 60 }),
    ],
    {
      baseline: { items: [fact("a", { completionTokens: 18 }), fact("b", { completionTokens: 22 })], voting },
    },
  );
  const chart = chartOf("sift", "equal-tokens", runOf([]), run);
  expect(chart.rows.map((row) => [row.line, row.x, row.value])).toEqual([
    ["voting, all tokens", 30, 0.4],
    ["voting, output tokens", 20, 0.4],
    ["voting, all tokens", 60, 0.5],
    ["voting, output tokens", 40, 0.5],
    ["SIFT, all tokens", 150, 0.5],
    ["SIFT, output tokens", 50, 0.5],
  ]);
  expect(chartOf("sift", "equal-tokens", runOf([])).rows).toEqual([]);
});
