import { expect } from "vitest";
import type { MethodFact } from "@/contracts/chart";
import type { Chart } from "../chart";
import { ownCharts } from "../methods";
import type { RunFacts } from "../methods/run-facts";
import { FILE_INKS, PHONE_INKS } from "../plot-svg";

/** A run for tests of own charts. */
export function runOf(items: readonly MethodFact[], change: Partial<RunFacts> = {}): RunFacts {
  return { runId: "r", label: "run", params: {}, items, total: items.length, ...change };
}

/** The chart of that name, drawn for a file and for a phone where it has data. */
export function chartOf(method: string, name: string, ...runs: RunFacts[]): Chart {
  const chart = ownCharts(method, runs).find((one) => one.name === name);
  if (chart === undefined) throw new Error(`${method} has no chart ${name}`);
  if (chart.rows.length > 0) {
    expect(chart.draw(FILE_INKS)).toMatch(/^<svg /);
    expect(chart.draw(PHONE_INKS)).toMatch(/^<svg /);
  }
  return chart;
}
