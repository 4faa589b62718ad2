import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, percentTick, plotSvg, seriesInk } from "../plot-svg";
import { labelRoom, shortened } from "./text";

/** One line of a dot plot: a value with its interval, or the words why there is none. */
export type DotRow = {
  label: string;
  value: number | null;
  low: number | null;
  high: number | null;
  series: number;
  symbol?: "circle" | "diamond" | "triangle" | "square";
  /** Stands where the dot would be. */
  instead?: string;
};

export type DotAxis = {
  label: string;
  /** Shares are written as percent. */
  percent?: boolean;
  /** A rule that the values are read against, for example 0 of a difference. */
  reference?: number;
  domain?: [number, number];
};

const ROW = 24;
const WIDTH = 720;

/** Values with intervals, one line each, on a common axis: the forest plot. */
export function dots(rows: readonly DotRow[], axis: DotAxis, inks: ChartInks, title: string): string {
  const room = labelRoom(rows.map((row) => row.label));
  // Two lines may have one label: the axis knows them by number.
  const lines = rows.map((row, index) => ({ ...row, line: String(index) }));
  const known = lines.filter((row) => row.value !== null);
  const reference = axis.reference;
  // Without any length an axis would show the same number many times.
  const isFlat = known.every((row) => row.value === 0 && !row.low && !row.high);
  const domain =
    axis.domain ?? (isFlat ? ([axis.reference === undefined ? 0 : -0.1, 0.1] as const) : undefined);
  return plotSvg(
    {
      width: WIDTH,
      height: rows.length * ROW + 62,
      marginLeft: room,
      marginRight: 24,
      marginTop: 12,
      marginBottom: 44,
      style: chartStyle(inks),
      x: {
        label: axis.label,
        labelAnchor: "center",
        labelArrow: "none",
        grid: true,
        nice: domain === undefined,
        ...(domain ? { domain } : {}),
        ...(axis.percent ? { tickFormat: percentTick } : {}),
      },
      y: {
        domain: lines.map((row) => row.line),
        type: "point",
        padding: 0.6,
        label: null,
        tickSize: 0,
        tickFormat: (line: string) => shortened(lines[Number(line)]?.label ?? "", room),
      },
      marks: [
        ...(reference === undefined ? [] : [Plot.ruleX([reference], { stroke: inks.quiet })]),
        ...(known.length === 0 ? [Plot.ruleX([reference ?? 0], { strokeOpacity: 0 })] : []),
        Plot.ruleY(
          known.filter((row) => row.low !== null),
          {
            y: "line",
            x1: "low",
            x2: "high",
            stroke: (row: DotRow) => seriesInk(inks, row.series),
            strokeWidth: 1.5,
          },
        ),
        Plot.dot(known, {
          y: "line",
          x: "value",
          r: 4,
          symbol: (row: DotRow) => row.symbol ?? "circle",
          fill: (row: DotRow) => seriesInk(inks, row.series),
        }),
        Plot.text(
          lines.filter((row) => row.value === null),
          {
            y: "line",
            text: (row: DotRow) => row.instead ?? "no value",
            frameAnchor: "left",
            dx: 6,
            fill: inks.quiet,
            fontStyle: "italic",
          },
        ),
      ],
      color: { type: "identity" },
      symbol: { type: "identity" },
    },
    title,
  );
}
