import * as Plot from "@observablehq/plot";
import { type ChartInks, chartStyle, percentTick, plotSvg } from "../plot-svg";
import { labelRoom, shortened } from "./text";

export type SharePart = { row: string; part: string; count: number };

export type ShareLook = { part: string; ink: string };

const ROW = 34;

/** How often each of some exclusive things happened, one bar a row, parts in the order of their looks. */
export function shares(
  parts: readonly SharePart[],
  looks: readonly ShareLook[],
  inks: ChartInks,
  title: string,
): string {
  const rows = [...new Set(parts.map((part) => part.row))];
  const room = labelRoom(rows);
  const drawn = rows.flatMap((row) => {
    const total = parts.reduce((sum, part) => sum + (part.row === row ? part.count : 0), 0);
    let start = 0;
    return looks.flatMap(({ part, ink }) => {
      const count = parts.find((item) => item.row === row && item.part === part)?.count ?? 0;
      if (count === 0 || total === 0) return [];
      const share = count / total;
      start += share;
      return [{ row, part, ink, count, from: start - share, to: start, middle: start - share / 2 }];
    });
  });
  const used = looks.filter(({ part }) => drawn.some((item) => item.part === part));
  return plotSvg(
    {
      width: 680,
      height: rows.length * ROW + 84,
      marginLeft: room,
      marginRight: 24,
      marginTop: 34,
      marginBottom: 44,
      style: chartStyle(inks),
      x: {
        domain: [0, 1],
        label: "share, %",
        labelAnchor: "center",
        labelArrow: "none",
        tickFormat: percentTick,
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
        Plot.barX(drawn, { y: "row", x1: "from", x2: "to", fill: "ink", insetRight: 1 }),
        Plot.text(
          drawn.filter((item) => item.to - item.from > 0.06),
          { y: "row", x: "middle", text: (item: { count: number }) => String(item.count), fill: inks.paper },
        ),
        legend(used, inks),
      ],
    },
    title,
  );
}

/** Names of the parts above the bars, each after a square of its ink. */
function legend(looks: readonly ShareLook[], inks: ChartInks): Plot.Markish {
  let at = 0;
  const places = looks.map((look) => {
    const place = { ...look, dx: at };
    at += 30 + look.part.length * 6.6;
    return place;
  });
  return places.flatMap((place) => [
    Plot.text(["■"], { frameAnchor: "top-left", dx: place.dx, dy: -26, fill: place.ink, fontSize: 15 }),
    Plot.text([place.part], { frameAnchor: "top-left", dx: place.dx + 16, dy: -24, fill: inks.ink }),
  ]);
}
