import type { Chart } from "../_charts/chart";
import { PAGE_INKS, PHONE_INKS } from "../_charts/plot-svg";
import { ChartTips } from "../_client/chart-tips";
import { ChartTable } from "./chart-table";

/**
 * A chart as the server drew it: title, what is to be seen, the picture, how it was computed, the ways to take it along,
 * the table behind it. `href` is the folder of its files, `query` what narrows them as the page does.
 */
export function ChartFigure({ chart, href, query = "" }: { chart: Chart; href: string; query?: string }) {
  const file = (format: string) => `${href}/${chart.name}.${format}${query}`;
  return (
    <figure id={chart.name} className="my-5 min-w-0 scroll-mt-4" aria-label={chart.title}>
      <h3 className="!mt-0">{chart.title}</h3>
      <p className="max-w-[80ch] text-[13.5px]">{chart.summary}</p>
      {chart.rows.length > 0 && (
        <>
          <ChartTips />
          <section
            aria-label={`${chart.title}, picture`}
            className="chart mt-2 overflow-x-auto"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: from the keyboard it scrolls, and the arrows go from mark to mark
            tabIndex={0}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: our own chart; names in it are escaped by the drawing library (test).
            dangerouslySetInnerHTML={{ __html: pictures(chart) }}
          />
          <figcaption className="mt-1 text-[12.5px] text-quiet">
            <p className="max-w-[90ch]">{chart.note}</p>
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

/** The picture, and where its shape has one for phones that one too: styles show one of the two. */
function pictures(chart: Chart): string {
  const [wide, phone] = [chart.draw(PAGE_INKS), chart.draw(PHONE_INKS)];
  if (wide === phone) return wide;
  return `<div class="chart-wide">${wide}</div><div class="chart-phone">${phone}</div>`;
}
