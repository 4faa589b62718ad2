import { chartAnswer, chartFile, noSuchChart } from "@/app/_charts/chart-answer";
import { compareCharts, MOST_COMPARED } from "@/app/_charts/compare-charts";
import { viewer } from "@/app/_server/caller";

type Props = { params: Promise<{ runs: string; file: string }> };

/** A chart of compared runs as a file: their ids separated by commas, then its name and `.svg`, `.png` or `.csv`. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { runs, file } = await params;
  const asked = chartFile(file);
  if (asked === null) return noSuchChart("chart");
  const ids = decodeURIComponent(runs)
    .split(",")
    .filter((id) => id !== "");
  if (ids.length > MOST_COMPARED) return noSuchChart("run");
  const charts = await viewer()
    .then((api) => compareCharts(api, ids))
    .catch(() => null);
  if (charts === null) return noSuchChart("run");
  const chart = charts.find(({ name }) => name === asked.name);
  return chart === undefined ? noSuchChart("chart") : chartAnswer("compare", asked.format, chart);
}
