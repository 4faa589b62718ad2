import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Inks of a chart: the page's own variables when it is part of a page, fixed values when it leaves it as a file. */
export type ChartInks = {
  ink: string;
  quiet: string;
  rule: string;
  paper: string;
  series: readonly string[];
  /** The picture is for a phone: at most 358 pixels wide, names above their marks. A shape may have one form only. */
  narrow?: boolean;
};

/** Width of a phone's page without its margins. */
export const NARROW_WIDTH = 358;

const SERIES = 8;

export const PAGE_INKS: ChartInks = {
  ink: "var(--ink)",
  quiet: "var(--quiet)",
  rule: "var(--rule)",
  paper: "var(--paper)",
  series: Array.from({ length: SERIES }, (_, index) => `var(--series-${index + 1})`),
};

/** The page's inks for a phone. */
export const PHONE_INKS: ChartInks = { ...PAGE_INKS, narrow: true };

export const FILE_INKS: ChartInks = {
  ink: "#17191e",
  quiet: "#5a5f6a",
  rule: "#dcdcd5",
  paper: "#ffffff",
  series: ["#1c4fbf", "#00785c", "#c8480a", "#7d42a3", "#8a5a00", "#1b728f", "#b0276b", "#6b707b"],
};

/** The ink of a series; series beyond the last begin again. */
export function seriesInk(inks: ChartInks, index: number): string {
  return inks.series[index % inks.series.length] ?? inks.ink;
}

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

/** How every chart is set. */
export function chartStyle(inks: ChartInks): Plot.PlotOptions["style"] {
  return {
    background: "transparent",
    color: inks.quiet,
    fontSize: "12px",
    fontFamily: "inherit",
    overflow: "visible",
  };
}

/** A share as whole percent, for axes. */
export function percentTick(value: number): string {
  return String(Math.round(value * 100));
}
