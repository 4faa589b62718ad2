import { expect, test } from "vitest";
import type { Board } from "@/contracts/board";
import type { Chart } from "./chart";
import { chartCsv } from "./chart-csv";
import { curvePoints, estimatorCurves } from "./estimator-curves";
import { FILE_INKS } from "./plot-svg";
import { row } from "./testing/rows";
import { tokensScatter } from "./tokens-scatter";

const score = (metric: string, k: number, value: number | null) => ({
  metric,
  k,
  value,
  interval: {
    newProblems: value === null ? null : ([value - 0.1, value + 0.1] as [number, number]),
    rerun: null,
  },
  n: 10,
});

function board(rows: Board["rows"]): Board {
  return {
    benchmark: { slug: "b", title: "B", problems: 10, answerKind: "integer" },
    version: 1,
    verifier: "v",
    metric: "avg@n",
    minimumDetectableEffect: null,
    paretoFront: rows.map((item) => item.runId),
    choices: { methods: [], models: [] },
    rows,
  };
}

test("the curves take the estimators over k and leave out what is not defined", () => {
  const points = curvePoints([
    score("avg@n", 4, 0.5),
    score("pass@k", 1, 0.5),
    score("pass@k", 2, null),
    score("maj@k", 4, 0.7),
  ]);
  expect(points.map((point) => `${point.metric} ${point.k}`)).toEqual(["pass@k 1", "maj@k 4"]);
});

test("a chart is one SVG document that names itself once and draws every point", () => {
  const chart = estimatorCurves([score("pass@k", 1, 0.5), score("pass@k", 2, 0.6), score("pass@k", 4, 0.7)]);
  const svg = chart.draw(FILE_INKS);
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="pass@k against k"']);
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(chart.summary).toBe("pass@4 70.0 %.");
});

test("a run with one sample a problem has no curves and says what they need", () => {
  const chart: Chart = estimatorCurves([score("pass@k", 1, 0.5)]);
  expect(chart.rows).toEqual([]);
  expect(chart.summary).toContain("several samples");
});

test("a name with markup or a formula stays text in the picture and in the file", () => {
  const named = { slug: "m", name: "<script>alert(1)</script>" };
  const chart = tokensScatter(board([row("r", { model: named, tokens: 100 }), row("s")]));
  const svg = chart.draw(FILE_INKS);
  expect(svg).not.toContain("<script>");
  expect(svg).toContain("&lt;script&gt;");
  const csv = chartCsv(tokensScatter(board([row("r", { model: { slug: "m", name: "=1+1" }, tokens: 100 })])));
  expect(csv).toContain("'=1+1");
});

test("rows with unknown tokens stay out of the budget chart", () => {
  const chart = tokensScatter(board([row("known", { tokens: 100 }), row("unknown", { tokens: null })]));
  expect(chart.rows.map((item) => item.run)).toEqual(["known"]);
});
