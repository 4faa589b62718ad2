import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, percentTick, plotSvg, seriesInk } from "../plot-svg";
import { CHARACTER, labelRoom, NARROW_ROOM, shortened } from "./text";
import { tip } from "./tip";

export type HeatCell = {
  x: string;
  y: string;
  /** A share, by which the cell is shaded. */
  value: number | null;
  /** In the cell; the share as whole percent where absent. */
  text?: string;
  /** Under the pointer. */
  tip?: string;
};

export type HeatAxes = { x: string; y: string; columns: readonly string[]; rows: readonly string[] };

const LEAN = Math.PI / 6;

/** A share for each pair of two things, darker for more, with the number in the cell. */
export function heat(cells: readonly HeatCell[], axes: HeatAxes, inks: ChartInks, title: string): string {
  const names = labelRoom(axes.rows, { least: 64, ...(inks.narrow ? { most: NARROW_ROOM } : {}) });
  const room = names + 16;
  const width = Math.max(320, Math.min(760, room + axes.columns.length * 76 + 24));
  const longest = Math.max(0, ...axes.columns.map((column) => column.length)) * CHARACTER;
  // Names wider than their columns lean.
  const leans = longest > (width - room - 24) / axes.columns.length;
  const below = 46 + (leans ? Math.ceil(longest * Math.sin(LEAN)) : 0);
  return plotSvg(
    {
      width,
      height: axes.rows.length * 40 + 44 + below,
      marginLeft: room,
      marginTop: 24,
      marginBottom: below,
      style: chartStyle(inks),
      x: {
        domain: [...axes.columns],
        label: axes.x,
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 0,
        ...(leans ? { tickRotate: (-LEAN * 180) / Math.PI } : {}),
      },
      y: {
        domain: [...axes.rows],
        label: axes.y,
        labelAnchor: "top",
        labelArrow: "none",
        tickSize: 0,
        tickFormat: (row: string) => shortened(row, names),
      },
      color: { type: "identity" },
      marks: [
        Plot.cell(cells, {
          x: "x",
          y: "y",
          fill: seriesInk(inks, 0),
          fillOpacity: (cell: HeatCell) => (cell.value ?? 0) * 0.55,
          stroke: inks.rule,
          inset: 1,
          title: (cell: HeatCell) => cell.tip ?? tip(`${cell.y}, ${cell.x}`, cell, { percent: true }),
        }),
        Plot.text(cells, {
          x: "x",
          y: "y",
          text: (cell: HeatCell) => cell.text ?? (cell.value === null ? "–" : percentTick(cell.value)),
          fill: inks.ink,
        }),
      ],
    },
    title,
  );
}
