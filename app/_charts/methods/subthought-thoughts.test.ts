import { expect, test } from "vitest";
import { chartOf, runOf } from "../testing/own-chart";
import { fact } from "../testing/rows";

const right = { group: 0, correct: true };
const wrong = { group: 1, correct: false };

/** A trace of 100 characters, cut at the given places. */
function trace(problemId: string, cuts: [number, typeof right][], last: typeof right) {
  return fact(problemId, {
    artifacts: {
      subthoughts: cuts.map(([endChar, answer]) => ({ endChar, answer })),
      thinkingCharacters: 100,
      lastAnswer: last,
      modeAnswer: last,
      entropyBits: 0,
    },
  });
}

const run = runOf([
  trace(
    "a",
    [
      [20, right],
      [60, wrong],
      [100, wrong],
    ],
    wrong,
  ),
  trace(
    "b",
    [
      [15, wrong],
      [100, wrong],
    ],
    wrong,
  ),
  // Ends right: in neither chart.
  trace("c", [[100, right]], right),
]);

test("underthinking is the mean share after the first right thought, over wrong responses only", () => {
  // (1 − 20/100 + 0) / 2 (methods-inference §5.2).
  const chart = chartOf("subthought", "underthinking", run);
  expect(chart.rows.map((row) => [row.what, row.value])).toEqual([
    ["run: underthinking score", 0.4],
    ["run: had a right thought", 0.5],
  ]);
});

test("self-correction: going on from a part of a wrong trace", () => {
  const chart = chartOf("subthought", "self-correction", run);
  expect(chart.rows.map((row) => [row.x, row.value, row.samples])).toEqual([
    [20, 0.5, 2],
    [60, 0, 1],
    [100, 0, 2],
  ]);
});

test("traces without the ends of their subthoughts say what is missing", () => {
  const old = fact("a", {
    artifacts: { subthoughts: [{ answer: wrong }], lastAnswer: wrong, modeAnswer: wrong, entropyBits: 0 },
  });
  const chart = chartOf("subthought", "underthinking", runOf([old]));
  expect(chart.rows).toEqual([]);
  expect(chart.summary).toContain("ends of subthoughts");
});
