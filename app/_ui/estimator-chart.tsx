import type { Score } from "@/contracts/board";
import { curvePoints, estimatorCurves } from "../_charts/estimator-curves";
import { PAGE_INKS } from "../_charts/plot-svg";
import { ChartFigure } from "./chart-figure";

/** The estimators over k; nothing where a run has a single sample a problem. The table below it holds the numbers. */
export function EstimatorChart({ runId, scores }: { runId: string; scores: readonly Score[] }) {
  const points = curvePoints(scores);
  if (!points.some((point) => point.k > 1)) return null;
  return (
    <ChartFigure
      svg={estimatorCurves(points, PAGE_INKS)}
      caption="Estimators over k from the stored counts; bands are 95 % intervals over new problems."
      href={`/charts/runs/${runId}/estimators`}
    />
  );
}
