import { chartAnswer, chartFile, noSuchChart } from "@/app/_charts/chart-answer";
import { solveGrid } from "@/app/_charts/solve-grid";
import { viewer } from "@/app/_server/caller";

type Props = { params: Promise<{ runs: string; file: string }> };

/** The grid of compared runs as a file: their ids separated by commas, then `grid.svg`, `.png` or `.csv`. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { runs, file } = await params;
  const asked = chartFile(file);
  if (asked?.name !== "grid") return noSuchChart("chart");
  const api = await viewer();
  const grid = await api.leaderboard.runsGrid({ runs: decodeURIComponent(runs) }).catch(() => null);
  return grid === null ? noSuchChart("run") : chartAnswer("compare", asked.format, solveGrid(grid));
}
