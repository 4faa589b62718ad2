import type { ReplayCurve, ReplayCurves } from "@/contracts/chart";
import { areaUnderLogBudget } from "@/measure";
import { methodTitle } from "../_ui/titles";
import { BUDGET_AXES } from "./budget-point";
import { type Chart, emptyChart, ends, inPercent, intervalColumns } from "./chart";
import { methodLook } from "./method-look";
import { lines } from "./shapes/lines";

const NAME = "replay";
const TITLE = "Score against token budget";

/** What more samples of the same pool buy under each way of choosing among them. */
export function replayBudget({ curves }: ReplayCurves): Chart {
  if (curves.length === 0) {
    return emptyChart({
      name: NAME,
      title: TITLE,
      summary:
        "A budget curve needs several samples a problem with known tokens and answers that can be compared.",
    });
  }
  const rows = curves.flatMap((curve) =>
    curve.points.map((point) => ({
      method: curve.reducer,
      k: point.k,
      tokens: point.tokens,
      score: point.score,
      ...ends(point.interval),
    })),
  );
  return {
    name: NAME,
    title: TITLE,
    summary: curves.map(inWords).join(" "),
    note: "Replayed on the stored samples, no new inference: the expected score over all choices of k samples, at k times the mean tokens of one. Bars are 95 % intervals over new problems.",
    columns: [
      { key: "method", title: "method" },
      { key: "k", title: "k", unit: "number" },
      { key: "tokens", title: "tokens a problem", unit: "number" },
      { key: "score", title: "score", unit: "percent" },
      ...intervalColumns("percent"),
    ],
    rows,
    draw: (inks) =>
      lines(
        rows.map((row) => ({
          line: methodTitle(row.method),
          x: row.tokens,
          y: row.score,
          low: row.low,
          high: row.high,
        })),
        curves.map((curve) => ({ name: methodTitle(curve.reducer), series: shade(curve.reducer, curves) })),
        { ...BUDGET_AXES, log: 10, percent: true },
        inks,
        `${TITLE} for ${curves.map((curve) => methodTitle(curve.reducer)).join(", ")}`,
      ),
  };
}

function inWords({ reducer, points }: ReplayCurve): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const area = areaUnderLogBudget(points, { from: first.tokens, to: last.tokens });
  return `${methodTitle(reducer)}: ${inPercent(first.score)} with one sample, ${inPercent(last.score)} with ${last.k}, ${inPercent(area)} averaged over the logarithm of the budget.`;
}

/** Ways of voting share one ink elsewhere, where their marks differ; lines of one picture need inks of their own. */
function shade(reducer: string, curves: readonly ReplayCurve[]): number {
  const place = curves.findIndex((curve) => curve.reducer === reducer);
  return place === 0 ? methodLook(reducer).series : ([0, 2, 1][place] ?? place);
}
