import type { Chart } from "../_charts/chart";
import { type DrawnChart, drawn } from "../_charts/drawn";
import { ChartTable } from "./chart-table";
import { unbroken } from "./format";

type Place = { href: string; query?: string };

export function ChartFigure({ chart, ...place }: Place & { chart: Chart }) {
  return <DrawnFigure chart={drawn(chart)} {...place} />;
}

/**
 * A chart as the server drew it: title, what is to be seen, the picture, how it was computed, the ways to take it along,
 * the table behind it. `href` is the folder of its files, `query` what narrows them as the page does.
 */
export function DrawnFigure({ chart, href, query = "" }: Place & { chart: DrawnChart }) {
  const file = (format: string) => `${href}/${chart.name}.${format}${query}`;
  return (
    <figure id={chart.name} className="my-5 min-w-0 scroll-mt-4" aria-label={chart.title}>
      <h3 className="!mt-0">{chart.title}</h3>
      <p className="max-w-[80ch] text-[13.5px]">{unbroken(chart.summary)}</p>
      {chart.rows.length > 0 && (
        <>
          <script async src="/chart-tips.js" />
          <section
            aria-label={`${chart.title}, picture`}
            className="chart mt-2 overflow-x-auto"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: from the keyboard it scrolls, and the arrows go from mark to mark
            tabIndex={0}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: our own chart; names in it are escaped by the drawing library (test).
            dangerouslySetInnerHTML={{ __html: chart.picture }}
          />
          <figcaption className="mt-1 text-[12.5px] text-quiet">
            <p className="max-w-[90ch]">{unbroken(chart.note)}</p>
            <p>
              <a href={file("svg")}>SVG</a> · <a href={file("png")}>PNG</a> · <a href={file("csv")}>CSV</a> ·{" "}
              <a href={`#${chart.name}`}>permalink</a>
            </p>
          </figcaption>
          <ChartTable chart={chart} csv={file("csv")} />
        </>
      )}
    </figure>
  );
}
