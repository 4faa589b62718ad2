import { BOARD_CHARTS, boardChart } from "@/app/_charts/board-charts";
import { chartAnswer, chartFile, noSuchChart } from "@/app/_charts/chart-answer";
import { publicCaller } from "@/server/api/caller";

type Props = { params: Promise<{ slug: string; file: string }> };

/**
 * A board's chart as a file: `budget`, `lift`, `lift-equal-tokens` or `grid` as `.svg`, `.png` or `.csv`; `?method=` and
 * `?model=` filter as on the page.
 */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { slug, file } = await params;
  const asked = chartFile(file);
  const name = BOARD_CHARTS.find((known) => known === asked?.name);
  if (asked === null || name === undefined) return noSuchChart("chart");
  const search = new URL(request.url).searchParams;
  const query = {
    benchmark: decodeURIComponent(slug),
    method: search.get("method") || undefined,
    model: search.get("model") || undefined,
  };
  const chart = await boardChart(publicCaller(), query, name).catch(() => null);
  return chart === null ? noSuchChart("board") : chartAnswer(query.benchmark, asked.format, chart);
}
