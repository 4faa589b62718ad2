import { chartAnswer, chartFile, noSuchChart } from "@/app/_charts/chart-answer";
import { runCharts } from "@/app/_charts/run-charts";
import { viewer } from "@/app/_server/caller";

type Props = { params: Promise<{ id: string; file: string }> };

/** A run's chart as a file: the name that its page gives it, as `.svg`, `.png` or `.csv`. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id, file } = await params;
  const asked = chartFile(file);
  if (asked === null) return noSuchChart("chart");
  // A wrong key sees what nobody may see: nothing.
  const api = await viewer().catch(() => null);
  const run = (await api?.run.get({ id }).catch(() => null)) ?? null;
  if (api === null || run === null) return noSuchChart("run");
  const { general, own } = await runCharts(api, run);
  const chart = [...general, ...own].find(({ name }) => name === asked.name);
  return chart === undefined ? noSuchChart("chart") : chartAnswer(id, asked.format, chart);
}
