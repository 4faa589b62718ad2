import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, NARROW_WIDTH, percentTick, plotSvg, seriesInk } from "../plot-svg";
import { legend } from "./legend";
import { plain, tip } from "./tip";

export type LinePoint = { line: string; x: number; y: number; low: number | null; high: number | null };

export type Line = { name: string; series: number };

export type LineAxes = {
  x: string;
  /** Base of a log axis; linear where absent. */
  log?: 2 | 10;
  y: string;
  /** Shares are written as percent. */
  percent?: boolean;
  /** Said after a number under the pointer; percent where the values are shares. */
  unit?: string;
  xDomain?: [number, number];
  yDomain?: [number, number];
  /** Upright rules, for example the borders of segments. */
  rules?: readonly number[];
  /** A dashed line that the points are read against, from its first point to its last. */
  against?: readonly { x: number; y: number }[];
};

const HEIGHT = 320;

/** Values over a number, one line each, with their bands and the line's name at its end; on a phone the names stand above. */
export function lines(
  points: readonly LinePoint[],
  named: readonly Line[],
  axes: LineAxes,
  inks: ChartInks,
  title: string,
): string {
  const ink = (point: LinePoint) =>
    seriesInk(inks, named.find((line) => line.name === point.line)?.series ?? 0);
  const sorted = [...points].sort((left, right) => left.x - right.x);
  const last = named.flatMap((line) => sorted.filter((point) => point.line === line.name).slice(-1));
  const banded = sorted.filter((point) => point.low !== null && point.high !== null);
  const ticks = axes.log === 2 ? apartTicks(sorted.map((point) => point.x)) : [];
  const key = inks.narrow
    ? legend(
        named.map(({ name, series }) => ({ part: name, ink: seriesInk(inks, series) })),
        inks,
        { width: NARROW_WIDTH, below: true },
      )
    : null;
  return plotSvg(
    {
      width: inks.narrow ? NARROW_WIDTH : 680,
      height: inks.narrow ? HEIGHT - 40 + (key?.height ?? 0) : HEIGHT,
      marginLeft: inks.narrow ? 36 : 48,
      marginRight: inks.narrow
        ? 12
        : Math.min(200, 24 + 6.6 * Math.max(0, ...named.map((line) => line.name.length))),
      ...(key ? { marginTop: key.height + 10 } : {}),
      marginBottom: 44,
      style: chartStyle(inks),
      x: {
        label: axes.x,
        labelAnchor: "center",
        labelArrow: "none",
        ...(axes.log ? { type: "log", base: axes.log } : {}),
        ...(axes.xDomain ? { domain: axes.xDomain } : {}),
        ...(ticks.length > 0 && ticks.length < 9
          ? { ticks, tickFormat: short }
          : { tickFormat: short, ...(inks.narrow ? { ticks: 5 } : {}) }),
        grid: true,
      },
      y: {
        label: axes.y,
        labelArrow: "none",
        grid: true,
        ...(axes.yDomain ? { domain: axes.yDomain } : { nice: true }),
        ...(axes.percent ? { tickFormat: percentTick } : {}),
      },
      color: { type: "identity" },
      marks: [
        ...(axes.rules ?? []).map((rule) =>
          Plot.ruleX([rule], { stroke: inks.quiet, strokeDasharray: "3 3" }),
        ),
        Plot.line(axes.against ?? [], { x: "x", y: "y", stroke: inks.quiet, strokeDasharray: "4 3" }),
        Plot.areaY(banded, { x: "x", y1: "low", y2: "high", z: "line", fill: ink, fillOpacity: 0.12 }),
        Plot.ruleX(banded, { x: "x", y1: "low", y2: "high", stroke: ink, strokeOpacity: 0.5 }),
        Plot.lineY(sorted, { x: "x", y: "y", z: "line", stroke: ink, strokeWidth: 1.5 }),
        Plot.dot(sorted, {
          x: "x",
          y: "y",
          fill: ink,
          r: 3,
          title: (point: LinePoint) =>
            tip(`${point.line} at ${plain(point.x)}`, { ...point, value: point.y }, axes),
        }),
        ...(key
          ? key.marks
          : [
              Plot.text(apart(last), {
                x: "x",
                y: "y",
                text: "line",
                dx: 8,
                textAnchor: "start",
                fill: inks.ink,
              }),
            ]),
      ],
    },
    title,
  );
}

/** Of ascending values those that are far enough apart on a log axis for a number each. */
function apartTicks(values: readonly number[]): number[] {
  const ticks: number[] = [];
  for (const value of values) if (value > (ticks.at(-1) ?? 0) * 1.15) ticks.push(value);
  return ticks;
}

/** Names at the ends of lines that end alike are moved apart. */
function apart(ends: readonly LinePoint[]): LinePoint[] {
  const values = ends.map((end) => end.y);
  const step = (Math.max(...values, 0) - Math.min(...values, 0)) * 0.055;
  let before = Number.NEGATIVE_INFINITY;
  return [...ends]
    .sort((left, right) => left.y - right.y)
    .map((end) => {
      before = Math.max(end.y, before + step);
      return { ...end, y: before };
    });
}

function short(value: number): string {
  return value >= 10_000 ? `${Math.round(value / 1000)}k` : String(Math.round(value * 100) / 100);
}
