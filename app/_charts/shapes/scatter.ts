import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, NARROW_WIDTH, percentTick, plotSvg, seriesInk } from "../plot-svg";
import { shortened } from "./text";
import { plain, tip } from "./tip";

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

/** The right margin holds labels of points at the right end. */
const WIDE = { width: 760, height: 400, left: 48, right: 190, top: 24, bottom: 44 };
const NARROW = { width: NARROW_WIDTH, height: 340, left: 36, right: 112, top: 24, bottom: 44 };
type Size = typeof WIDE;
/** Height of a label, and how far it may move away from its point. */
const LABEL_HEIGHT = 13;
const SHIFTS = [0, -1, 1, -2, 2].map((step) => step * (LABEL_HEIGHT - 1));

/** Scores against tokens on a log axis, with intervals; labels where there is room for them. */
export function scatter(
  points: readonly ScatterPoint[],
  axes: ScatterAxes,
  inks: ChartInks,
  title: string,
): string {
  const ink = (point: ScatterPoint) => seriesInk(inks, point.series);
  const size = inks.narrow ? NARROW : WIDE;
  const domains = { x: logDomain(points.map((point) => point.x)), y: shareDomain(points) };
  return plotSvg(
    {
      width: size.width,
      height: size.height,
      marginLeft: size.left,
      marginRight: size.right,
      marginTop: size.top,
      marginBottom: size.bottom,
      style: chartStyle(inks),
      x: {
        type: "log",
        label: axes.x,
        labelAnchor: "center",
        labelArrow: "none",
        grid: true,
        domain: domains.x,
        ticks: inks.narrow ? 3 : 5,
        tickFormat: (value: number) => (value >= 10_000 ? `${Math.round(value / 1000)}k` : String(value)),
      },
      y: { label: axes.y, labelArrow: "none", grid: true, domain: domains.y, tickFormat: percentTick },
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
          strokeOpacity: 0.7,
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
          title: (point: ScatterPoint) =>
            tip(`${point.label}, ${plain(point.x)} tokens`, { ...point, value: point.y }, { percent: true }),
        }),
        ...placed(points, domains, size).map(({ point, shift }) =>
          Plot.text([point], {
            x: "x",
            y: "y",
            text: () => shortened(point.label, size.right),
            dx: 9,
            dy: shift,
            textAnchor: "start",
            fill: inks.ink,
            stroke: inks.paper,
            strokeWidth: 3,
          }),
        ),
      ],
    },
    title,
  );
}

type Domains = { x: [number, number]; y: [number, number] };

/** Labels one after the other, each at the first place where it covers no other; one without a place is left out. */
function placed(
  points: readonly ScatterPoint[],
  { x, y }: Domains,
  size: Size,
): { point: ScatterPoint; shift: number }[] {
  const wide = size.width - size.left - size.right;
  const high = size.height - size.top - size.bottom;
  const place = (point: ScatterPoint) => ({
    left: size.left + (Math.log(point.x / x[0]) / Math.log(x[1] / x[0])) * wide,
    middle: size.top + ((y[1] - point.y) / (y[1] - y[0])) * high,
  });
  // The marks themselves are in the way, but for the label's own.
  const boxes = points.map((point) => {
    const { left, middle } = place(point);
    return { left: left - 5, right: left + 5, middle };
  });
  return points.flatMap((point) => {
    const { left, middle } = place(point);
    const right = left + 9 + shortened(point.label, size.right).length * 6.4;
    const shift = SHIFTS.find((step) => {
      const at = middle + step;
      const inside = at > size.top - LABEL_HEIGHT && at < size.height - size.bottom - 4;
      const isFree = boxes.every(
        (box) => box.right < left + 6 || box.left > right || Math.abs(box.middle - at) >= LABEL_HEIGHT - 1,
      );
      return inside && isFree;
    });
    if (shift === undefined) return [];
    boxes.push({ left: left + 6, right, middle: middle + shift });
    return [{ point, shift }];
  });
}

/** A little air on both sides, and never an axis of zero length. */
function logDomain(values: readonly number[]): [number, number] {
  return [Math.min(...values) * 0.85, Math.max(...values) * 1.18];
}

/** From just below the lowest interval to just above the highest, within what a share can be. */
function shareDomain(points: readonly ScatterPoint[]): [number, number] {
  const values = points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]);
  const air = Math.max(0.02, (Math.max(...values) - Math.min(...values)) * 0.06);
  return [Math.max(0, Math.min(...values) - air), Math.min(1.01, Math.max(...values) + air)];
}
