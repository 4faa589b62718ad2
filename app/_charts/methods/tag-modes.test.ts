import { expect, test } from "vitest";
import type { MethodFact } from "@/contracts/chart";
import { chartOf, runOf } from "../testing/own-chart";
import { fact } from "../testing/rows";

const long = (problemId: string, completionTokens: number, outcome: MethodFact["outcome"] = "correct") =>
  fact(problemId, { completionTokens, outcome, artifacts: { tag: "Easy", formatValid: true } });

const baseline = { items: [long("a", 100), long("b", 200, "incorrect")], voting: null };
const run = (mode: string, tokens: [number, number]) =>
  runOf([long("a", tokens[0]), long("b", tokens[1])], {
    params: { mode },
    benchmark: "bench",
    model: "m",
    baseline,
  });

test("length by benchmark: direct first, then the modes, with reduction and control range", () => {
  const chart = chartOf(
    "adactrl",
    "length-by-benchmark",
    run("forceHard", [160, 200]),
    run("adaptive", [90, 150]),
    run("forceEasy", [50, 70]),
  );
  expect(chart.rows.map((row) => [row.what, row.value])).toEqual([
    ["bench · m: direct", 150],
    ["bench · m: adaptive", 120],
    ["bench · m: forceEasy", 60],
    ["bench · m: forceHard", 180],
  ]);
  // (150 − 120) / 150 and (180 − 60) / 120 (methods-training §3.15).
  expect(chart.summary).toContain("adaptive 20.0 % shorter");
  expect(chart.summary).toContain("forceHard 20.0 % longer");
  expect(chart.summary).toContain("control range 1.00");
});

test("length by difficulty goes by the direct run's own samples", () => {
  const rows = chartOf("adactrl", "length-by-difficulty", run("adaptive", [90, 150])).rows;
  expect(rows.map((row) => [row.what, row.value])).toEqual([
    ["solved: direct", 100],
    ["solved: adaptive", 90],
    ["unsolved: direct", 200],
    ["unsolved: adaptive", 150],
  ]);
});
