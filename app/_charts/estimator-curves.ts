import * as Plot from "@observablehq/plot";
import type { Score } from "@/contracts/board";
import { type ChartInks, plotSvg } from "./plot-svg";

/** Estimators that are curves over k, in the order of their colours. */
export const CURVES = ["pass@k", "maj@k", "pass^k", "g-pass@k"] as const;

export type CurvePoint = {
  metric: (typeof CURVES)[number];
  k: number;
  value: number;
  low: number | null;
  high: number | null;
};

/** The points that a chart of the estimators needs, and the table behind it. */
export function curvePoints(scores: readonly Score[]): CurvePoint[] {
  return scores.flatMap((score) => {
    const metric = CURVES.find((name) => name === score.metric);
    if (metric === undefined || score.value === null) return [];
    const [low, high] = score.interval.newProblems ?? [null, null];
    return [{ metric, k: score.k, value: score.value, low, high }];
  });
}

/** pass@k, maj@k, pass^k and G-Pass@k against k on a log axis, each with its 95 % band over new problems. */
export function estimatorCurves(points: readonly CurvePoint[], inks: ChartInks): string {
  const present = CURVES.filter((name) => points.some((point) => point.metric === name));
  const ks = [...new Set(points.map((point) => point.k))].sort((a, b) => a - b);
  const last = present.flatMap((name) => points.filter((point) => point.metric === name).slice(-1));
  const colour = (point: CurvePoint) => inks.series[CURVES.indexOf(point.metric)] ?? inks.ink;
  return plotSvg(
    {
      width: 560,
      height: 300,
      marginLeft: 44,
      marginRight: 64,
      style: { background: "transparent", color: inks.quiet, fontSize: "12px", fontFamily: "inherit" },
      x: { type: "log", base: 2, ticks: ks, tickFormat: (k: number) => String(k), label: "k (samples)" },
      y: {
        domain: [0, 1],
        tickFormat: (value: number) => String(Math.round(value * 100)),
        label: "score, %",
        grid: true,
      },
      color: { type: "identity" },
      marks: [
        Plot.ruleY([0], { stroke: inks.rule }),
        Plot.areaY(points, { x: "k", y1: "low", y2: "high", z: "metric", fill: colour, fillOpacity: 0.12 }),
        Plot.lineY(points, { x: "k", y: "value", z: "metric", stroke: colour, strokeWidth: 1.5 }),
        Plot.dot(points, { x: "k", y: "value", fill: colour, r: 2.5 }),
        Plot.text(last, { x: "k", y: "value", text: "metric", dx: 8, textAnchor: "start", fill: colour }),
      ],
    },
    `${present.join(", ")} against k`,
  );
}
