import * as Plot from "@observablehq/plot";
import { counted, inPercent } from "../chart";
import { type ChartInks, chartStyle, NARROW_WIDTH, percentTick, plotSvg, seriesInk } from "../plot-svg";
import { shortened } from "./text";

/** Two shares that go together, and of how many things. */
export type Pair = { x: number; y: number; count: number };

const WIDTH = 460;
const LARGEST = 16;

/** Shares against shares, a circle for each pair of values, its area the number of things; above the diagonal y is more. */
export function pairs(
  points: readonly Pair[],
  axes: { x: string; y: string; series: number; thing: string },
  inks: ChartInks,
  title: string,
): string {
  const width = inks.narrow ? NARROW_WIDTH : WIDTH;
  const share = {
    domain: [-0.04, 1.04],
    ticks: [0, 0.25, 0.5, 0.75, 1],
    tickFormat: percentTick,
    grid: true,
  };
  return plotSvg(
    {
      width,
      height: width - 20,
      marginLeft: 48,
      marginRight: 16,
      marginTop: 24,
      marginBottom: 44,
      style: chartStyle(inks),
      x: { ...share, label: shortened(axes.x, width), labelAnchor: "center", labelArrow: "none" },
      y: { ...share, label: shortened(axes.y, width), labelArrow: "none" },
      r: { range: [0, LARGEST], domain: [0, Math.max(4, ...points.map((point) => point.count))] },
      marks: [
        Plot.line(
          [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
          { x: "x", y: "y", stroke: inks.quiet, strokeDasharray: "4 3" },
        ),
        Plot.dot(points, {
          x: "x",
          y: "y",
          r: "count",
          fill: seriesInk(inks, axes.series),
          fillOpacity: 0.55,
          stroke: seriesInk(inks, axes.series),
          title: (point: Pair) =>
            `${counted(point.count, axes.thing)}: ${inPercent(point.x)} against ${inPercent(point.y)}`,
        }),
      ],
    },
    title,
  );
}
