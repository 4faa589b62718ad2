import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Inks of a chart: the page's own variables when it is part of a page, fixed values when it leaves it as a file. */
export type ChartInks = { ink: string; quiet: string; rule: string; series: readonly string[] };

export const PAGE_INKS: ChartInks = {
  ink: "var(--ink)",
  quiet: "var(--quiet)",
  rule: "var(--rule)",
  series: ["var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)"],
};

export const FILE_INKS: ChartInks = {
  ink: "#17191e",
  quiet: "#5a5f6a",
  rule: "#dcdcd5",
  series: ["#1c4fbf", "#00785c", "#c8480a", "#7d42a3"],
};

/**
 * Draws a chart on the server and returns its SVG text. Charts are pure: data and inks in, text out.
 * `title` becomes the accessible name.
 */
export function plotSvg(options: Plot.PlotOptions, title: string): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const figure = Plot.plot({ ...options, document });
  // The library labels its groups of marks, which a picture with one name must not have.
  for (const part of figure.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  figure.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", title);
  return figure.outerHTML;
}
