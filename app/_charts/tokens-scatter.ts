import * as Plot from "@observablehq/plot";
import { type ChartInks, plotSvg } from "./plot-svg";

export type BudgetRow = {
  runId: string;
  label: string;
  /** Mean tokens per problem over all calls. */
  tokens: number;
  score: number;
  low: number | null;
  high: number | null;
  isFront: boolean;
};

/** Score against all-in tokens on a log axis, intervals drawn, the Pareto front joined. */
export function tokensScatter(rows: readonly BudgetRow[], inks: ChartInks): string {
  const front = rows.filter((row) => row.isFront).sort((a, b) => a.tokens - b.tokens);
  const accent = inks.series[0] ?? inks.ink;
  return plotSvg(
    {
      width: 760,
      height: 340,
      marginLeft: 44,
      marginRight: 120,
      style: { background: "transparent", color: inks.quiet, fontSize: "12px", fontFamily: "inherit" },
      x: { type: "log", label: "tokens a problem, all calls", grid: true, nice: true },
      y: {
        tickFormat: (value: number) => String(Math.round(value * 100)),
        label: "score, %",
        grid: true,
        nice: true,
      },
      marks: [
        Plot.line(front, {
          x: "tokens",
          y: "score",
          stroke: accent,
          strokeOpacity: 0.5,
          curve: "step-after",
        }),
        Plot.ruleX(
          rows.filter((row) => row.low !== null),
          { x: "tokens", y1: "low", y2: "high", stroke: inks.quiet },
        ),
        Plot.dot(rows, {
          x: "tokens",
          y: "score",
          r: 4,
          fill: (row: BudgetRow) => (row.isFront ? accent : inks.ink),
        }),
        Plot.text(rows, {
          x: "tokens",
          y: "score",
          text: "label",
          dx: 8,
          textAnchor: "start",
          fill: inks.ink,
        }),
      ],
    },
    `Score against tokens a problem for ${rows.length} runs`,
  );
}
