import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, NARROW_WIDTH, percentTick, plotSvg, seriesInk } from "../plot-svg";
import { labelRoom, shortened } from "./text";
import { tip } from "./tip";

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
  /** Said after a number under the pointer; percent where the values are shares. */
  unit?: string;
  /** A rule that the values are read against, for example 0 of a difference. */
  reference?: number;
  domain?: [number, number];
};

type Line = DotRow & { line: string };

/** Where labels stand and how much room a line has: beside the dots, on a phone above them. */
const FORMS = {
  wide: { width: 720, row: 24, right: 24, most: 330 },
  narrow: { width: NARROW_WIDTH, row: 40, right: 16, most: NARROW_WIDTH - 20 },
};
const NARROW_LEFT = 12;
const LABEL_ABOVE = -14;

/** Values with intervals, one line each, on a common axis: the forest plot. */
export function dots(rows: readonly DotRow[], axis: DotAxis, inks: ChartInks, title: string): string {
  const form = inks.narrow ? FORMS.narrow : FORMS.wide;
  const room = inks.narrow ? form.most : labelRoom(rows.map((row) => row.label));
  // Two lines may have one label: the axis knows them by number.
  const lines = rows.map((row, index): Line => ({ ...row, line: String(index) }));
  const known = lines.filter((row) => row.value !== null);
  const reference = axis.reference;
  // Without any length an axis would show the same number many times.
  const isFlat = known.every((row) => row.value === 0 && !row.low && !row.high);
  const domain =
    axis.domain ?? (isFlat ? ([axis.reference === undefined ? 0 : -0.1, 0.1] as const) : undefined);
  const ink = (row: DotRow) => seriesInk(inks, row.series);
  return plotSvg(
    {
      width: form.width,
      height: rows.length * form.row + 62,
      marginLeft: inks.narrow ? NARROW_LEFT : room,
      marginRight: form.right,
      marginTop: 12,
      marginBottom: 44,
      style: chartStyle(inks),
      x: {
        label: axis.label,
        labelAnchor: "center",
        labelArrow: "none",
        grid: true,
        nice: domain === undefined,
        ...(inks.narrow ? { ticks: 5 } : {}),
        ...(domain ? { domain } : {}),
        ...(axis.percent ? { tickFormat: percentTick } : {}),
      },
      y: {
        domain: lines.map((row) => row.line),
        type: "point",
        padding: 0.6,
        label: null,
        tickSize: 0,
        ...(inks.narrow
          ? { ticks: [] }
          : { tickFormat: (line: string) => shortened(lines[Number(line)]?.label ?? "", room) }),
      },
      marks: [
        ...(reference === undefined ? [] : [Plot.ruleX([reference], { stroke: inks.quiet })]),
        ...(known.length === 0 ? [Plot.ruleX([reference ?? 0], { strokeOpacity: 0 })] : []),
        Plot.ruleY(
          known.filter((row) => row.low !== null),
          { y: "line", x1: "low", x2: "high", stroke: ink, strokeWidth: 1.5 },
        ),
        Plot.dot(known, {
          y: "line",
          x: "value",
          r: 4,
          symbol: (row: DotRow) => row.symbol ?? "circle",
          fill: ink,
          title: (row: DotRow) => tip(row.label, row, axis),
        }),
        ...(inks.narrow ? [namesAbove(lines, room, inks)] : []),
        Plot.text(
          lines.filter((row) => row.value === null),
          {
            y: "line",
            text: (row: DotRow) =>
              shortened(row.instead ?? "no value", inks.narrow ? room : form.width - room),
            title: (row: DotRow) => `${row.label}: ${row.instead ?? "no value"}`,
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

function namesAbove(lines: readonly Line[], room: number, inks: ChartInks): Plot.Markish {
  return Plot.text(lines, {
    y: "line",
    text: (row: DotRow) => shortened(row.label, room),
    frameAnchor: "left",
    dy: LABEL_ABOVE,
    fill: inks.ink,
  });
}
