import { expect, test } from "vitest";
import { liftForest } from "./lift-forest";
import { methodBudget } from "./method-budget";
import { FILE_INKS } from "./plot-svg";
import { strategyComparison } from "./strategy-comparison";
import { liftRow } from "./testing/rows";

const lift = (value: number, half: number) => ({
  value,
  interval: [value - half, value + half] as [number, number],
  baselineRunId: "base",
});

test("lifts stand in order with their intervals; a run without one says why; direct is no line", () => {
  const chart = liftForest(
    [
      liftRow("down", { lift: lift(-0.2, 0.05) }),
      liftRow("none", {}, "the direct run differs in sampling"),
      liftRow("up", { lift: lift(0.1, 0.05) }),
      liftRow("flat", { lift: lift(0.01, 0.05) }),
      liftRow("direct", { method: { id: "direct", title: "Direct", params: {} } }),
    ],
    { against: "direct", by: "benchmark" },
  );
  expect(chart.rows.map((row) => row.run)).toEqual(["up", "flat", "down", "none"]);
  expect(chart.rows[3]).toMatchObject({ lift: null, reason: "the direct run differs in sampling" });
  expect(chart.summary).toBe("Of 4 runs, 3 can be compared: 1 above 0, 1 below, 1 not separable from it.");
  const svg = chart.draw(FILE_INKS);
  expect(svg).toContain("the direct run differs in sampling");
  expect(svg).toContain("10.0 points (95 % from 5.0 to 15.0)</title>");
  expect(chart.note).toContain("no pooled line");
});

test("at equal tokens a run whose votes are not enough says so", () => {
  const chart = liftForest([liftRow("r", { lift: lift(0.1, 0.05) })], {
    against: "equal-tokens",
    by: "method",
  });
  expect(chart.rows[0]).toMatchObject({ lift: null, reason: expect.stringContaining("more votes than") });
});

test("a forest without any value is still a picture", () => {
  const chart = liftForest([liftRow("r", {}, "no direct run of this model on this benchmark version")], {
    against: "direct",
    by: "benchmark",
  });
  expect(chart.draw(FILE_INKS)).toContain("no direct run");
});

test("a method stands beside direct and voting of the same model and board only, with an arrow from its baseline", () => {
  const direct = { id: "direct", title: "Direct", params: {} };
  const chart = methodBudget("sift", [
    liftRow("own", { lift: lift(0.1, 0.05), tokens: 300, score: 0.6 }),
    liftRow("base", { method: direct }),
    liftRow("other", { method: direct, model: { slug: "x", name: "X" } }),
    liftRow("tip", { method: { id: "tip", title: "TIP", params: {} } }),
  ]);
  expect(chart.rows.map((row) => row.run)).toEqual(["own", "base"]);
  expect(chart.draw(FILE_INKS)).toContain("<path");
});

test("prior prompts are compared by the newest run of each", () => {
  const prompt = (id: string) => ({ method: { id, title: id, params: {} } });
  const chart = strategyComparison([
    liftRow("new", { ...prompt("ppe-plan"), score: 0.7 }),
    liftRow("old", { ...prompt("ppe-plan"), score: 0.2 }),
    liftRow("think", { ...prompt("ppe-think"), score: 0.4 }),
    liftRow("direct", prompt("direct")),
  ]);
  expect(chart.rows.map((row) => `${row.method} ${row.score}`)).toEqual([
    "direct 0.5",
    "ppe-plan 0.7",
    "ppe-think 0.4",
  ]);
  expect(chart.summary).toContain("Prior prompt: plan with 70.0 %");
});
