import path from "node:path";
import { Resvg } from "@resvg/resvg-js";
import type { Chart } from "./chart";
import { chartCsv } from "./chart-csv";
import { FILE_INKS } from "./plot-svg";

/** A machine may have no fonts at all, and the renderer reads no woff2: the framework brings this one along. */
const FONT_FILE = path.join(process.cwd(), "node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf");

/** Twice the size on the page, so that a figure in a paper is sharp. */
const PNG_ZOOM = 2;

/** A drawing opened by itself is a document: nothing in it may run or load anything. */
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const FILE = /^([a-z][a-z-]*)\.(svg|png|csv)$/;

/** `length.svg` as the name of a chart and the format that is asked for; null where it is no such file. */
export function chartFile(file: string): { name: string; format: string } | null {
  const [, name, format] = FILE.exec(file) ?? [];
  return name === undefined || format === undefined ? null : { name, format };
}

/** A chart in one of its file formats; `place` begins the name under which it is saved. */
export function chartAnswer(place: string, format: string, chart: Chart): Response {
  const safe = place.replaceAll(/[^\w.@-]/g, "-");
  const headers = { "content-disposition": `inline; filename="${safe}-${chart.name}.${format}"` };
  if (format === "csv")
    return new Response(chartCsv(chart), {
      headers: { ...headers, "content-type": "text/csv; charset=utf-8" },
    });
  if (chart.rows.length === 0) return new Response(`${chart.title}: ${chart.summary}`, { status: 404 });
  const svg = chart.draw(FILE_INKS);
  if (format === "svg")
    return new Response(svg, {
      headers: { ...headers, "content-type": "image/svg+xml", "content-security-policy": SVG_POLICY },
    });
  const image = new Resvg(svg, {
    background: "#ffffff",
    fitTo: { mode: "zoom", value: PNG_ZOOM },
    font: { fontFiles: [FONT_FILE], loadSystemFonts: false, defaultFontFamily: "Geist" },
  }).render();
  return new Response(new Uint8Array(image.asPng()), {
    headers: { ...headers, "content-type": "image/png" },
  });
}

/** A 404 in words, for files whose address leads to nothing. */
export function noSuchChart(what: "chart" | "board" | "run" | "method"): Response {
  return new Response(`There is no such ${what}.`, { status: 404 });
}
