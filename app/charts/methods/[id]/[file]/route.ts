import { chartAnswer, chartFile, noSuchChart } from "@/app/_charts/chart-answer";
import { methodCharts } from "@/app/_charts/method-charts";
import { publicCaller } from "@/server/api/caller";

type Props = { params: Promise<{ id: string; file: string }> };

/** A method's chart as a file: the name that its page gives it, as `.svg`, `.png` or `.csv`. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id, file } = await params;
  const asked = chartFile(file);
  if (asked === null) return noSuchChart("chart");
  const api = publicCaller();
  const method = await api.catalog.getMethod({ id }).catch(() => null);
  if (method === null) return noSuchChart("method");
  const { lift, budget, own } = await methodCharts(api, id);
  const chart = [...lift, budget, ...own].find(({ name }) => name === asked.name);
  return chart === undefined ? noSuchChart("chart") : chartAnswer(id, asked.format, chart);
}
