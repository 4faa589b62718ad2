import { expect, test } from "vitest";
import type { SolveGrid } from "@/contracts/chart";
import { passDifference } from "./pass-difference";
import { FILE_INKS, PHONE_INKS } from "./plot-svg";
import { solveRates } from "./solve-rates";
import { solvedSets } from "./solved-sets";

/** Four samples a problem. */
function grid(...rates: (number | null)[][]): SolveGrid {
  return {
    benchmark: { slug: "b", version: 1 },
    runs: rates.map((_, index) => ({
      runId: `r${index}`,
      method: { id: index === 0 ? "direct" : "sift", title: "" },
      model: "m",
      score: null,
      samplesPerProblem: 4,
    })),
    problems: (rates[0] ?? []).map((_, index) => ({ id: `p${index}`, level: null })),
    rates,
    totalRuns: rates.length,
    totalProblems: rates[0]?.length ?? 0,
  };
}

const NAMES = ["direct", "sift"];
const two = grid([0.25, 0.25, 0, 0, null], [1, 0, 1, 0, 1]);

test("problems are solved by both, by one, by neither; what one run lacks does not count", () => {
  const chart = solvedSets(two, NAMES);
  expect(chart.rows.map((row) => [row.part, row.count])).toEqual([
    ["both", 1],
    ["only the first", 1],
    ["only the other", 1],
    ["neither", 1],
  ]);
  // 1 − 0.05^(1/4) (methods-training §3.1).
  expect(chart.note).toContain("none of 4 samples may still have a rate up to 52.7 %");
});

test("solve rates of the same problems", () => {
  const chart = solveRates(two, NAMES);
  expect(chart.rows).toHaveLength(4);
  expect(chart.summary).toBe("sift solves 2 problems more often than direct, 1 less often, 1 alike.");
  for (const inks of [FILE_INKS, PHONE_INKS])
    expect(chart.draw(inks)).toContain("<title>1 problem: 0.0 % against 0.0 %</title>");
});

test("the difference of pass@k is paired, and an advantage that ends has its k", () => {
  // pass@1: (1 + 0 + 0)/3 − (0.25·3)/3; pass@4: 1/3 − 1.
  const chart = passDifference(grid([0.25, 0.25, 0.25], [1, 0, 0]), NAMES);
  expect(chart.rows.map((row) => [row.x, Number(row.value).toFixed(6)])).toEqual([
    [1, (1 / 3 - 0.25).toFixed(6)],
    [2, (1 / 3 - 0.5).toFixed(6)],
    [4, (1 / 3 - 1).toFixed(6)],
  ]);
  // 2^(1/3): from +1/12 to −1/6 within one doubling.
  expect(chart.summary).toContain("sift is ahead up to k = 1.3");
  expect(chart.columns.find(({ key }) => key === "value")?.unit).toBe("points");
  const reduced = grid([1, 0], [1, 1]);
  expect(
    passDifference(
      { ...reduced, runs: reduced.runs.map((run) => ({ ...run, samplesPerProblem: null })) },
      NAMES,
    ).rows,
  ).toEqual([]);
});
