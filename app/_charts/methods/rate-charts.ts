import { points } from "../../_ui/format";
import { type Chart, type ChartColumn, emptyChart, inPercent, intervalColumns } from "../chart";
import type { MethodLook } from "../method-look";
import { seriesInk } from "../plot-svg";
import { dots } from "../shapes/dots";
import { type LineAxes, lines } from "../shapes/lines";
import { shares } from "../shapes/shares";
import { plain } from "../shapes/tip";
import type { Rate } from "./run-facts";

export type Named = Pick<Chart, "name" | "title" | "note"> & {
  /** What would bring data where there is none. */
  empty: string;
  /** Said before the numbers. */
  summary?: string;
};

function rateColumns(unit: "percent" | "points" | "number", title = "value"): readonly ChartColumn[] {
  return [
    { key: "value", title, unit },
    ...intervalColumns(unit),
    { key: "samples", title: "samples", unit: "number" },
  ];
}

/** Numbers of a summary; the table has all. */
const MOST_TOLD = 8;

export type RateLine = {
  what: string;
  rate: Rate | null;
  series: number;
  symbol?: MethodLook["symbol"];
};

/** Rates side by side, each with its interval. */
export function rateDots(named: Named, lined: readonly RateLine[], axis: string): Chart {
  return valueDots(named, lined, { label: axis, percent: true });
}

type QuantityAxis = { label: string; unit: string; reference?: number };

/** Means of a quantity side by side, each with its 95 % t interval over problems. */
export function meanDots(named: Named, lined: readonly RateLine[], axis: QuantityAxis): Chart {
  const note = `${named.note} Means over problems; bars are 95 % t intervals over problems.`;
  return valueDots({ ...named, note }, lined, axis);
}

/** Values side by side, each with its interval; the note tells what that is. */
export function valueDots(
  named: Named,
  lined: readonly RateLine[],
  axis: { label: string; unit?: string; percent?: boolean; reference?: number },
): Chart {
  const known = lined.flatMap(({ rate, ...line }) => (rate === null ? [] : [{ ...line, ...rate }]));
  if (known.length === 0) return emptyChart({ ...named, summary: named.empty });
  const said = (value: number) =>
    axis.percent ? inPercent(value) : `${plain(value)}${axis.unit ? ` ${axis.unit}` : ""}`;
  const numbers = known.slice(0, MOST_TOLD).map((item) => `${item.what} ${said(item.value)}`);
  return {
    ...named,
    summary: `${named.summary ? `${named.summary} ` : ""}${numbers.join(", ")}${known.length > MOST_TOLD ? ", …" : "."}`,
    columns: [
      { key: "what", title: "what" },
      ...(axis.percent ? rateColumns("percent") : rateColumns("number", axis.label)),
    ],
    rows: known.map(({ what, value, low, high, samples }) => ({ what, value, low, high, samples })),
    draw: (inks) =>
      dots(
        known.map((item) => ({ label: item.what, ...item })),
        axis,
        inks,
        named.title,
      ),
  };
}

export type RatePoint = { line: string; x: number; rate: Rate | null };

/** Rates over a number, one line each; `looks` names inks for lines that have one elsewhere. */
export function rateLines(
  named: Named,
  lined: readonly RatePoint[],
  axes: Omit<LineAxes, "percent">,
  looks?: { order: readonly string[]; series: readonly number[] },
  unit: "percent" | "points" = "percent",
): Chart {
  const known = lined.flatMap(({ line, x, rate }) => (rate === null ? [] : [{ line, x, ...rate }]));
  if (known.length === 0) return emptyChart({ ...named, summary: named.empty });
  const names = [...new Set(known.map((point) => point.line))];
  const told = (point: { value: number } | undefined) =>
    unit === "percent" || point === undefined
      ? inPercent(point?.value ?? null)
      : `${points(point.value)} points`;
  const ends = names.slice(0, 6).map((name) => {
    const own = known.filter((point) => point.line === name).sort((left, right) => left.x - right.x);
    const [first] = own;
    const last = own.at(-1);
    if (first === last) return `${name}: ${told(last)} at ${round(last?.x)}`;
    return `${name}: ${told(first)} at ${round(first?.x)}, ${told(last)} at ${round(last?.x)}`;
  });
  return {
    ...named,
    summary: `${named.summary ? `${named.summary} ` : ""}${ends.join("; ")}.`,
    columns: [
      { key: "line", title: "line" },
      { key: "x", title: axes.x, unit: "number" },
      ...rateColumns(unit),
    ],
    rows: known.map(({ line, x, value, low, high, samples }) => ({ line, x, value, low, high, samples })),
    draw: (inks) =>
      lines(
        known.map(({ line, x, value, low, high }) => ({ line, x, y: value, low, high })),
        names.map((name, index) => ({ name, series: looks?.series[looks.order.indexOf(name)] ?? index })),
        { ...axes, percent: true, ...(unit === "points" ? { unit } : {}) },
        inks,
        named.title,
      ),
  };
}

export type ShareCount = { row: string; part: string };

/** How often each of some exclusive things happened; `parts` gives their order and inks. */
export function shareBars(
  named: Named,
  happened: readonly ShareCount[],
  parts: readonly { part: string; series: number }[],
  things = "samples",
): Chart {
  if (happened.length === 0) return emptyChart({ ...named, summary: named.empty });
  const rows = [...new Set(happened.map((item) => item.row))];
  const counts = rows.flatMap((row) => {
    const own = happened.filter((item) => item.row === row);
    return parts.map(({ part }) => {
      const count = own.filter((item) => item.part === part).length;
      return { row, part, count, share: count / own.length };
    });
  });
  const [first] = rows;
  const told = counts.filter((item) => item.row === first && item.count > 0);
  return {
    ...named,
    summary: `${named.summary ? `${named.summary} ` : ""}${rows.length > 1 ? `${first}: ` : ""}${told.map((item) => `${item.part} ${inPercent(item.share)}`).join(", ")}.`,
    columns: [
      { key: "row", title: "of" },
      { key: "part", title: "what" },
      { key: "count", title: things, unit: "number" },
      { key: "share", title: "share", unit: "percent" },
    ],
    rows: counts,
    draw: (inks) =>
      shares(
        counts,
        parts.map(({ part, series }) => ({ part, ink: seriesInk(inks, series) })),
        inks,
        named.title,
      ),
  };
}

function round(value: number | undefined): string {
  return value === undefined ? "–" : String(Math.round(value * 100) / 100);
}
