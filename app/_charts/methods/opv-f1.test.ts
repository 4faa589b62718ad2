import { expect, test } from "vitest";
import { chartOf, runOf } from "../testing/own-chart";
import { fact } from "../testing/rows";
import { f1, precision, recall } from "./opv-f1";

function solved(problemId: string, outcome: "correct" | "incorrect", said: number[]) {
  return fact(problemId, {
    outcome,
    assessments: said.map((value) => ({ value, label: value === 1 ? "STEP-1" : "STEP0", tokens: 50 })),
  });
}

test("F1 of the class right solution, as the tables of OPV-Bench are computed", () => {
  // Undergraduate split: 600 right and 600 wrong solutions, recall 72.5 %; 55 false calls give the published rough F1, 79.8 %.
  const tally = { called: 435, falseCalls: 55, right: 600 };
  expect(recall(tally)).toBe(0.725);
  expect(precision(tally)).toBeCloseTo(435 / 490, 12);
  expect(f1(tally)).toBeCloseTo((2 * 0.725 * (435 / 490)) / (0.725 + 435 / 490), 12);
  expect(f1(tally)).toBeCloseTo(0.798, 3);
  expect(f1({ called: 0, falseCalls: 3, right: 0 })).toBeNull();
});

test("single verifications and majorities, with the list of steps and with the paragraphs", () => {
  const items = [
    solved("a", "correct", [1, 1, 0]),
    solved("b", "incorrect", [1, 0, 0]),
    solved("c", "correct", [0, 0, 1]),
  ];
  const rows = chartOf(
    "opv",
    "f1",
    runOf(items, { label: "x" }),
    runOf([solved("a", "correct", [1])], { params: { resummarise: true } }),
  ).rows;
  const value = (what: string) => rows.find((row) => row.what === what)?.value;
  // Called right: 2 + 1 of 6 right ones, 1 of 3 wrong ones: 2·3 / (3 + 1 + 6).
  expect(value("own paragraphs: F1 of one verification")).toBeCloseTo(0.6, 12);
  expect(value("own paragraphs: precision of one")).toBe(0.75);
  expect(value("own paragraphs: recall of one")).toBe(0.5);
  // Majorities: a right, b wrong, c wrong: 2·1 / (1 + 0 + 2).
  expect(value("own paragraphs: F1 of the majority")).toBeCloseTo(2 / 3, 12);
  expect(value("list of steps: F1 of one verification")).toBe(1);
});

test("the cost of rewriting stands beside the cost without once there are both", () => {
  const listed = runOf([solved("a", "correct", [1])], { params: { resummarise: true } });
  const plain = runOf([solved("a", "correct", [1])]);
  expect(chartOf("opv", "summary-cost", listed, plain).rows.map((row) => row.value)).toEqual([50, 50]);
  expect(chartOf("opv", "f1", plain).summary).toContain("Only own paragraphs so far");
});

test("the reliability diagram has its diagonal and whole axes", () => {
  const chart = chartOf("heimdall", "reliability", runOf([solved("a", "correct", [1, 0])]));
  expect(chart.rows.map((row) => [row.x, row.value])).toEqual([[50, 1]]);
});
