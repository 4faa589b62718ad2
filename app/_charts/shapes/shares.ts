import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, NARROW_WIDTH, percentTick, plotSvg } from "../plot-svg";
import { legend } from "./legend";
import { labelRoom, shortened } from "./text";
import { tip } from "./tip";

export type SharePart = { row: string; part: string; count: number };

export type ShareLook = { part: string; ink: string };

type Bar = SharePart & { ink: string; from: number; to: number; middle: number };

const ROW = 34;
const WIDTH = 680;
/** Least part of a bar that holds its number, by the width of the picture. */
const LEAST_LABELLED = { wide: 0.06, narrow: 0.12 };

/** How often each of some exclusive things happened, one bar a row, parts in the order of their looks. */
export function shares(
  parts: readonly SharePart[],
  looks: readonly ShareLook[],
  inks: ChartInks,
  title: string,
): string {
  const rows = [...new Set(parts.map((part) => part.row))];
  const room = labelRoom(rows, inks.narrow ? { most: 110 } : {});
  const width = inks.narrow ? NARROW_WIDTH : WIDTH;
  const drawn = rows.flatMap((row) => barsOf(row, parts, looks));
  const used = looks.filter(({ part }) => drawn.some((item) => item.part === part));
  const key = legend(used, inks, { width });
  const least = inks.narrow ? LEAST_LABELLED.narrow : LEAST_LABELLED.wide;
  return plotSvg(
    {
      width,
      height: rows.length * ROW + 54 + key.height,
      marginLeft: room,
      marginRight: inks.narrow ? 12 : 24,
      marginTop: key.height + 6,
      marginBottom: 44,
      style: chartStyle(inks),
      x: {
        domain: [0, 1],
        label: "share, %",
        labelAnchor: "center",
        labelArrow: "none",
        tickFormat: percentTick,
        ...(inks.narrow ? { ticks: 5 } : {}),
      },
      y: {
        domain: rows,
        label: null,
        tickSize: 0,
        padding: 0.3,
        tickFormat: (row: string) => shortened(row, room),
      },
      color: { type: "identity" },
      marks: [
        Plot.barX(drawn, {
          y: "row",
          x1: "from",
          x2: "to",
          fill: "ink",
          insetRight: 1,
          title: (bar: Bar) =>
            `${tip(`${bar.row}, ${bar.part}`, { value: bar.to - bar.from }, { percent: true })} (${bar.count})`,
        }),
        Plot.text(
          drawn.filter((item) => item.to - item.from > least),
          { y: "row", x: "middle", text: (bar: Bar) => String(bar.count), fill: inks.paper },
        ),
        ...key.marks,
      ],
    },
    title,
  );
}

function barsOf(row: string, parts: readonly SharePart[], looks: readonly ShareLook[]): Bar[] {
  const total = parts.reduce((sum, part) => sum + (part.row === row ? part.count : 0), 0);
  let start = 0;
  return looks.flatMap(({ part, ink }) => {
    const count = parts.find((item) => item.row === row && item.part === part)?.count ?? 0;
    if (count === 0 || total === 0) return [];
    const share = count / total;
    start += share;
    return [{ row, part, ink, count, from: start - share, to: start, middle: start - share / 2 }];
  });
}
