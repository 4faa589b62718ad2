import { expect, test } from "vitest";
import { curvePoints, estimatorCurves } from "./estimator-curves";
import { FILE_INKS } from "./plot-svg";
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

test("the curves take the estimators over k and leave out what is not defined", () => {
  const points = curvePoints([
    score("avg@n", 4, 0.5),
    score("pass@k", 1, 0.5),
    score("pass@k", 2, null),
    score("maj@k", 4, 0.7),
  ]);
  expect(points.map((point) => `${point.metric} ${point.k}`)).toEqual(["pass@k 1", "maj@k 4"]);
});

test("a chart is one SVG document that names itself and draws every point", () => {
  const points = curvePoints([score("pass@k", 1, 0.5), score("pass@k", 2, 0.6), score("pass@k", 4, 0.7)]);
  const svg = estimatorCurves(points, FILE_INKS);
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="pass@k against k"']);
  expect(svg.match(/<circle/g)).toHaveLength(3);
});

test("a name with markup stays text in a chart", () => {
  const row = { runId: "r", tokens: 100, score: 0.5, low: 0.4, high: 0.6, isFront: true };
  const svg = tokensScatter([{ ...row, label: "<script>alert(1)</script>" }], FILE_INKS);
  expect(svg).not.toContain("<script>");
  expect(svg).toContain("&lt;script&gt;");
});
