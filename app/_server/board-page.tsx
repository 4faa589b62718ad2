import { verifierKeySchema } from "@/contracts/verdict";
import type { Caller } from "@/server/api/caller";
import { chartsOfView } from "../_charts/board-charts";
import type { BoardViewName } from "../_ui/board-table";
import { BoardView } from "../_ui/board-view";
import { orNotFound } from "./caller";

/** The slug that stands for the first benchmark of the list: the site's first page. */
export const FIRST = "-";

export type BoardQuery = {
  view: BoardViewName;
  version?: string;
  method?: string;
  model?: string;
  metric?: string;
  verifier?: string;
  rows?: "all";
};

/** One view of one board, whether cached or live. */
export async function BoardPage({ api, slug, query }: { api: Caller; slug: string; query: BoardQuery }) {
  const { items: benchmarks } = await api.catalog.listBenchmarks({});
  const isHome = slug === FIRST;
  const name = isHome ? benchmarks[0]?.slug : slug;
  if (name === undefined) return <NoBenchmark />;
  const benchmark = await orNotFound(api.catalog.getBenchmark({ slug: name }));
  const { version, rows: _, ...filters } = query;
  const asked = version ? `${name}@${version}` : name;
  const board = await orNotFound(api.leaderboard.get({ benchmark: asked, ...filters }));
  const { method, model } = filters;
  return (
    <BoardView
      board={board}
      benchmark={benchmark}
      benchmarks={benchmarks}
      setting={query}
      isHome={isHome}
      charts={await chartsOfView(api, query.view, { benchmark: asked, method, model })}
    />
  );
}

function NoBenchmark() {
  return (
    <>
      <h1>Do reasoning methods hold up? Every number recomputed from its traces.</h1>
      <p className="mt-4">
        No benchmark has been imported yet. Run{" "}
        <span className="code">npx plumbline benchmarks import gsm8k --from FILE</span>.
      </p>
    </>
  );
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
