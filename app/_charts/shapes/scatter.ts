import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, percentTick, plotSvg, seriesInk } from "../plot-svg";
import { shortened } from "./text";

export type ScatterPoint = {
  label: string;
  x: number;
  y: number;
  low: number | null;
  high: number | null;
  series: number;
  symbol?: "circle" | "diamond" | "triangle" | "square";
};

export type ScatterAxes = {
  x: string;
  y: string;
  /** Points that a stepped line joins, for example a Pareto front. */
  front?: readonly { x: number; y: number }[];
  /** From where to where, for example from the baseline to the method. */
  arrows?: readonly { x1: number; y1: number; x2: number; y2: number }[];
};

const LABEL_ROOM = 200;

/** Scores against tokens on a log axis, with intervals and labels. */
export function scatter(
  points: readonly ScatterPoint[],
  axes: ScatterAxes,
  inks: ChartInks,
  title: string,
): string {
  const ink = (point: ScatterPoint) => seriesInk(inks, point.series);
  return plotSvg(
    {
      width: 760,
      height: 360,
      marginLeft: 48,
      marginRight: LABEL_ROOM,
      marginBottom: 44,
      style: chartStyle(inks),
      x: {
        type: "log",
        label: axes.x,
        labelAnchor: "center",
        labelArrow: "none",
        grid: true,
        domain: logDomain(points.map((point) => point.x)),
        ticks: 6,
        tickFormat: (value: number) => (value >= 10_000 ? `${Math.round(value / 1000)}k` : String(value)),
      },
      y: { label: axes.y, labelArrow: "none", grid: true, nice: true, tickFormat: percentTick },
      color: { type: "identity" },
      symbol: { type: "identity" },
      marks: [
        Plot.line(axes.front ?? [], {
          x: "x",
          y: "y",
          stroke: inks.quiet,
          strokeDasharray: "4 3",
          curve: "step-after",
        }),
        Plot.arrow(axes.arrows ?? [], {
          x1: "x1",
          y1: "y1",
          x2: "x2",
          y2: "y2",
          stroke: inks.quiet,
          inset: 6,
          headLength: 6,
        }),
        Plot.ruleX(
          points.filter((point) => point.low !== null),
          { x: "x", y1: "low", y2: "high", stroke: ink, strokeOpacity: 0.7 },
        ),
        Plot.dot(points, {
          x: "x",
          y: "y",
          r: 4.5,
          symbol: (point: ScatterPoint) => point.symbol ?? "circle",
          fill: ink,
        }),
        Plot.text(separate(points), {
          x: "x",
          y: "labelY",
          text: (point: ScatterPoint) => shortened(point.label, LABEL_ROOM),
          dx: 9,
          textAnchor: "start",
          fill: inks.ink,
        }),
      ],
    },
    title,
  );
}

/** Labels of points that lie close together are moved apart. */
function separate(points: readonly ScatterPoint[]): (ScatterPoint & { labelY: number })[] {
  const values = points.flatMap((point) => [point.low ?? point.y, point.high ?? point.y]);
  const step = (Math.max(...values) - Math.min(...values)) * 0.045;
  const placed: (ScatterPoint & { labelY: number })[] = [];
  for (const point of [...points].sort((left, right) => left.y - right.y)) {
    const near = placed.filter((other) => Math.abs(Math.log(other.x / point.x)) < 1.1);
    const highest = Math.max(Number.NEGATIVE_INFINITY, ...near.map((other) => other.labelY));
    placed.push({ ...point, labelY: Math.max(point.y, highest + step) });
  }
  return placed;
}

/** A little air on both sides, and never an axis of zero length. */
function logDomain(values: readonly number[]): [number, number] {
  return [Math.min(...values) * 0.85, Math.max(...values) * 1.18];
}
