import type { ChartInks } from "./plot-svg";

export type Cell = string | number | boolean | null;

export type ChartColumn = {
  key: string;
  title: string;
  /** How a number is written: shares as percent, differences of shares in points. */
  unit?: "percent" | "points" | "number";
};

/** A chart before it is drawn: what its table, its file and its picture are all made from. */
export type Chart = {
  /** In its address, and the anchor on a page. */
  name: string;
  title: string;
  /** What is to be seen, in a sentence with numbers; where there are no rows, why, and what would bring some. */
  summary: string;
  /** How it was computed, with its limits. */
  note: string;
  columns: readonly ChartColumn[];
  rows: readonly Readonly<Record<string, Cell>>[];
  draw: (inks: ChartInks) => string;
};

/** Columns whose title is their key: words that name what a row is about. */
export function wordColumns(...keys: readonly string[]): ChartColumn[] {
  return keys.map((key) => ({ key, title: key }));
}

/** The ends of a 95 % interval, `low` and `high` of a row. */
export function intervalColumns(unit: ChartColumn["unit"]): ChartColumn[] {
  return [
    { key: "low", title: "95 % from", unit },
    { key: "high", title: "to", unit },
  ];
}

/** An interval as a row holds it. */
export function ends(interval: readonly [number, number] | null | undefined) {
  return { low: interval?.[0] ?? null, high: interval?.[1] ?? null };
}

/** A chart without data: its place says what would fill it. */
export function emptyChart(chart: Pick<Chart, "name" | "title" | "summary">): Chart {
  return { ...chart, note: "", columns: [], rows: [], draw: () => "" };
}

/** A share as percent with one decimal, for sentences. */
export function inPercent(value: number | null): string {
  return value === null ? "–" : `${(value * 100).toFixed(1)} %`;
}

/** A number of things with its word: 1 run, 2 runs. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
