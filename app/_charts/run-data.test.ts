import { expect, test } from "vitest";
import type { SolveGrid } from "@/contracts/chart";
import { difficultyChart } from "./difficulty";
import { lengthByOutcome } from "./length-by-outcome";
import { FILE_INKS } from "./plot-svg";
import { replayBudget } from "./replay-budget";
import { solveGrid } from "./solve-grid";

function grid(rates: (number | null)[][]): SolveGrid {
  return {
    benchmark: { slug: "b", version: 1 },
    runs: rates.map((_, index) => ({
      runId: `run${index}`,
      method: { id: index === 0 ? "sift" : "direct", title: "T" },
      model: "M",
      score: null,
    })),
    problems: (rates[0] ?? []).map((_, index) => ({ id: `p${index}`, level: null })),
    rates,
    totalRuns: rates.length,
    totalProblems: rates[0]?.length ?? 0,
  };
}

test("problems of the grid stand from the easiest to the hardest, and what is missing is no failure", () => {
  const chart = solveGrid(
    grid([
      [0, 1, 0.5, null],
      [0, 1, 0.5, 1],
    ]),
  );
  expect(chart.rows.map((row) => row.problem)).toEqual(["p1", "p3", "p2", "p0"]);
  expect(chart.rows[1]).toMatchObject({ run0: null, run1: 1, mean: 1 });
  expect(chart.draw(FILE_INKS)).toContain("<title>SIFT · M, p2: 50.0 %</title>");
  expect(chart.summary).toContain("2 solved by every sample of every run, 1 by none");
});

test("a grid of 40 runs and 500 problems stays a picture of some hundred kilobytes", () => {
  const rates = Array.from({ length: 40 }, (_, run) =>
    Array.from({ length: 500 }, (_, place) => ((run * place) % 17) / 16),
  );
  const svg = solveGrid(grid(rates)).draw(FILE_INKS);
  expect(svg.length).toBeLessThan(900_000);
  expect(svg).not.toContain("<title>");
  expect(svg.match(/<path/g)?.length).toBeLessThan(60);
});

test("a short grid of a cut board tells what it leaves out", () => {
  const chart = solveGrid({ ...grid([[1, 0]]), totalRuns: 50, totalProblems: 900 });
  expect(chart.note).toContain("1 of 50 runs, the first 2 of 900 problems");
});

test("thirds follow the direct run, and each holds its paired lift", () => {
  const own = [1, 1, 1, 1, 0.5, 0.5];
  const direct = [1, 1, 0.5, 0.5, 0, 0];
  const chart = difficultyChart(grid([own, direct]));
  expect(chart.rows.filter((row) => row.lift !== null).map((row) => [row.third, row.lift])).toEqual([
    ["easy", 0],
    ["medium", 0.5],
    ["hard", 0.5],
  ]);
  expect(chart.summary).toBe("Lift over direct in points: easy 0.0, medium +50.0, hard +50.0.");
  expect(chart.draw(FILE_INKS).match(/<circle|<path/g)?.length).toBeGreaterThan(6);
});

test("lengths name the median of each outcome and what nobody counted", () => {
  const chart = lengthByOutcome({
    items: [
      {
        outcome: "correct",
        samples: 2,
        mean: 30,
        quantiles: [10, 20, 30, 40, 50],
        bins: [{ from: 16, to: 19, samples: 2 }],
      },
      {
        outcome: "truncated",
        samples: 1,
        mean: 64,
        quantiles: [64, 64, 64, 64, 64],
        bins: [{ from: 64, to: 76, samples: 1 }],
      },
    ],
    unknown: 3,
  });
  expect(chart.summary).toBe("Median completion tokens: correct 30 (2 samples), truncated 64 (1 sample).");
  expect(chart.note).toContain("3 samples without a token count");
  const svg = chart.draw(FILE_INKS);
  expect(svg.match(/<rect/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(2);
});

test("a budget curve names its ends and the mean over the logarithm of the budget", () => {
  const points = [
    { k: 1, tokens: 10, score: 0.4, interval: null },
    { k: 4, tokens: 40, score: 0.6, interval: null },
  ];
  const chart = replayBudget({ poolRunId: "r", curves: [{ reducer: "self-consistency", points }] });
  expect(chart.summary).toBe(
    "Self-consistency: 40.0 % with one sample, 60.0 % with 4, 50.0 % averaged over the logarithm of the budget.",
  );
  expect(replayBudget({ poolRunId: "r", curves: [] }).rows).toEqual([]);
});
