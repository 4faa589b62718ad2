import type { BenchmarkSummary, Board } from "@/contracts/board";
import { verifierKeySchema } from "@/contracts/verdict";
import { publicCaller } from "@/server/api/caller";
import { chartsOfView } from "../_charts/board-charts";
import { type DrawnChart, drawn } from "../_charts/drawn";
import type { BoardSetting } from "../_ui/board-filters";
import type { BoardViewName } from "../_ui/board-table";

/** The slug that stands for the first benchmark of the list: the site's first page. */
export const FIRST = "-";

export type BoardQuery = BoardSetting & { view: BoardViewName };

/** All that a board shows: what anybody may see, whoever asks. */
export type BoardProps = {
  board: Board;
  benchmark: BenchmarkSummary;
  benchmarks: readonly BenchmarkSummary[];
  setting: BoardQuery;
  isHome: boolean;
  charts: readonly DrawnChart[];
};

/** Null where no benchmark has been imported. Throws what the API does about names that lead nowhere. */
export async function boardProps(slug: string, query: BoardQuery): Promise<BoardProps | null> {
  const api = publicCaller();
  const { items: benchmarks } = await api.catalog.listBenchmarks({});
  const isHome = slug === FIRST;
  const name = isHome ? benchmarks[0]?.slug : slug;
  if (name === undefined) return null;
  const benchmark = await api.catalog.getBenchmark({ slug: name });
  const { version, rows: _, ...filters } = query;
  const asked = version ? `${name}@${version}` : name;
  const board = await api.leaderboard.get({ benchmark: asked, ...filters });
  const { method, model } = filters;
  const charts = await chartsOfView(api, query.view, { benchmark: asked, method, model });
  return { board, benchmark, benchmarks, setting: query, isHome, charts: charts.map(drawn) };
}

/** Reads the view's parameters; unknown values fall back, so that an old link still shows a board. */
export function boardQuery(search: Readonly<Record<string, string>>): BoardQuery {
  const one = (name: string, most = 200) => search[name]?.slice(0, most);
  const { view } = search;
  return {
    view: view === "lift" || view === "budget" ? view : "score",
    version: one("version", 20),
    method: one("method"),
    model: one("model"),
    metric: one("metric", 40),
    rows: search.rows === "all" ? "all" : undefined,
    verifier: verifierKeySchema.safeParse(search.verifier).data,
  };
}
