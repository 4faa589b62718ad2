import type { Caller } from "@/server/api/caller";
import type { Chart } from "./chart";
import { liftForest } from "./lift-forest";
import { solveGrid } from "./solve-grid";
import { tokensScatter } from "./tokens-scatter";

export const BOARD_CHARTS = ["budget", "lift", "lift-equal-tokens", "grid"] as const;
export type BoardChartName = (typeof BOARD_CHARTS)[number];

export type BoardChartQuery = {
  /** A slug, or `slug@2` for a version. */
  benchmark: string;
  method?: string | undefined;
  model?: string | undefined;
};

/** A chart of a board, of the rows that the filters leave; the grid is of the whole board. */
export async function boardChart(api: Caller, query: BoardChartQuery, name: BoardChartName): Promise<Chart> {
  const { benchmark, method, model } = query;
  switch (name) {
    case "budget":
      return tokensScatter(await api.leaderboard.get({ ...query, view: "budget" }));
    case "grid":
      return solveGrid(await api.leaderboard.grid({ benchmark }));
    default: {
      const { items } = await api.leaderboard.lifts({ benchmark, method });
      const shown = items.filter(({ row }) => model === undefined || row.model.slug === model);
      return liftForest(shown, { against: name === "lift" ? "direct" : "equal-tokens", by: "method" });
    }
  }
}

/** Charts below each view of a board. The cached first view has none: its weight is bounded. */
export async function chartsOfView(
  api: Caller,
  view: "score" | "lift" | "budget",
  query: BoardChartQuery,
): Promise<Chart[]> {
  const names: Record<typeof view, BoardChartName[]> = {
    score: [],
    lift: ["lift-equal-tokens", "lift", "grid"],
    budget: ["budget"],
  };
  return Promise.all(names[view].map((name) => boardChart(api, query, name)));
}
