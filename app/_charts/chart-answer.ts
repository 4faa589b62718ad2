import path from "node:path";
import { Resvg } from "@resvg/resvg-js";

/** A machine may have no fonts at all, and the renderer reads no woff2: the framework brings this one along. */
const FONT_FILE = path.join(process.cwd(), "node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf");

/** Twice the size on the page, so that a figure in a paper is sharp. */
const PNG_ZOOM = 2;

type Chart = { name: string; svg: () => string; csv: () => string };

/** A chart in one of its file formats. */
export function chartAnswer(format: string, chart: Chart): Response {
  const headers = { "content-disposition": `inline; filename="${chart.name}.${format}"` };
  if (format === "csv")
    return new Response(chart.csv(), { headers: { ...headers, "content-type": "text/csv; charset=utf-8" } });
  if (format === "svg")
    return new Response(chart.svg(), { headers: { ...headers, "content-type": "image/svg+xml" } });
  const image = new Resvg(chart.svg(), {
    background: "#ffffff",
    fitTo: { mode: "zoom", value: PNG_ZOOM },
    font: { fontFiles: [FONT_FILE], loadSystemFonts: false, defaultFontFamily: "Geist" },
  }).render();
  return new Response(new Uint8Array(image.asPng()), {
    headers: { ...headers, "content-type": "image/png" },
  });
}
