import type { Score } from "@/contracts/board";
import { type Chart, emptyChart, inPercent, intervalColumns } from "./chart";
import { lines } from "./shapes/lines";

/** Estimators that are curves over k, in the order of their colours. */
export const CURVES = ["pass@k", "maj@k", "pass^k", "g-pass@k"] as const;

export type CurvePoint = {
  metric: (typeof CURVES)[number];
  k: number;
  value: number;
  low: number | null;
  high: number | null;
};

const NAME = "estimators";
const TITLE = "Estimators over k";

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
export function estimatorCurves(scores: readonly Score[]): Chart {
  const points = curvePoints(scores);
  if (!points.some((point) => point.k > 1)) {
    return emptyChart({ name: NAME, title: TITLE, summary: "Curves over k need several samples a problem." });
  }
  const present = CURVES.filter((name) => points.some((point) => point.metric === name));
  return {
    name: NAME,
    title: TITLE,
    summary: `${present.map((name) => endOf(points.filter((point) => point.metric === name))).join("; ")}.`,
    note: "From the stored counts; bands are 95 % intervals over new problems.",
    columns: [
      { key: "metric", title: "metric" },
      { key: "k", title: "k", unit: "number" },
      { key: "value", title: "value", unit: "percent" },
      ...intervalColumns("percent"),
    ],
    rows: points,
    draw: (inks) =>
      lines(
        points.map((point) => ({
          line: point.metric,
          x: point.k,
          y: point.value,
          low: point.low,
          high: point.high,
        })),
        present.map((name) => ({ name, series: CURVES.indexOf(name) })),
        { x: "k (samples, log)", log: 2, y: "score, %", percent: true, yDomain: [0, 1] },
        inks,
        `${present.join(", ")} against k`,
      ),
  };
}

function endOf(points: readonly CurvePoint[]): string {
  const last = points.at(-1);
  if (last === undefined) return "";
  return `${last.metric.replace(/k$/, String(last.k))} ${inPercent(last.value)}`;
}
