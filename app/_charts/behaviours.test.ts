import { expect, test } from "vitest";
import type { BehaviourProfile } from "@/contracts/chart";
import { behaviourDivergence, behaviourHeat, behaviourWords } from "./behaviours";
import { FILE_INKS } from "./plot-svg";

function profile(runId: string, means: number[], per1000: number): BehaviourProfile {
  return {
    runId,
    samples: 4,
    total: 4,
    items: means.map((mean, index) => ({
      name: `b${index}`,
      kind: "behaviour",
      share: Math.min(1, mean),
      interval: [0.2, 0.6],
      mean,
    })),
    words: [
      { word: "wait", per1000, interval: [0, 9] },
      { word: "retry", per1000: 0, interval: null },
    ],
  };
}

const read = [
  { name: "ppe-think", methodId: "ppe-think", profile: profile("a", [0.5, 0.3, 0.1, 0.1], 5) },
  { name: "direct", methodId: "direct", profile: profile("b", [0.2, 0.2, 0.5, 0.1], 0) },
];

test("the heat map has a cell for each run and behaviour, with its interval", () => {
  const chart = behaviourHeat(read);
  expect(chart.rows).toHaveLength(8);
  expect(chart.rows[0]).toMatchObject({ run: "ppe-think", behaviour: "b0", share: 0.5, low: 0.2, high: 0.6 });
  expect(chart.summary).toContain("ppe-think: b0 50.0 %, direct: b2 50.0 %");
  const svg = chart.draw(FILE_INKS);
  expect(svg).toContain("50 ±20");
  expect(svg).toContain("<title>ppe-think, b0: 50.0 % (95 % from 20.0 to 60.0)</title>");
  expect(behaviourHeat([]).summary).toMatch(/\.$/);
});

test("the distance is the divergence of the mean numbers", () => {
  const chart = behaviourDivergence(read);
  expect(chart.rows.map((row) => Number(row.bits).toFixed(6))).toEqual([
    "0.000000",
    "0.160163",
    "0.160163",
    "0.000000",
  ]);
  expect(behaviourDivergence(read.slice(1)).rows).toEqual([]);
});

test("reflection words that nobody uses are left out", () => {
  expect(behaviourWords(read).rows.map((row) => [row.what, row.value])).toEqual([
    ["wait: ppe-think", 5],
    ["wait: direct", 0],
  ]);
  expect(behaviourWords(read.slice(1)).summary).toContain("None of these runs");
});
