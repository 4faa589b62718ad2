import type { SolveGrid } from "@/contracts/chart";
import type { Caller } from "@/server/api/caller";
import { methodTitle } from "../_ui/titles";
import { profiles } from "./behaviour-charts";
import { behaviourHeat, behaviourWords } from "./behaviours";
import type { Chart } from "./chart";
import { numbered } from "./numbered";
import { passDifference } from "./pass-difference";
import { solveGrid } from "./solve-grid";
import { solveRates } from "./solve-rates";
import { solvedSets } from "./solved-sets";

/** Runs that a comparison holds. */
export const MOST_COMPARED = 4;

/** All charts of compared runs: the first one is what the others are held against. */
export async function compareCharts(api: Caller, runIds: readonly string[]): Promise<Chart[]> {
  const grid = await api.leaderboard.runsGrid({ runs: runIds.join(",") });
  const names = comparedNames(grid);
  const read = await profiles(
    api,
    grid.runs.map(({ runId, method }, index) => ({
      runId,
      methodId: method.id,
      name: names[index] ?? runId,
    })),
  );
  return [
    solveGrid(grid),
    solvedSets(grid, names),
    solveRates(grid, names),
    passDifference(grid, names),
    behaviourHeat(read),
    behaviourWords(read),
  ];
}

/** Method, model where these differ, and a number where two runs still have one name. */
function comparedNames({ runs }: SolveGrid): string[] {
  const models = new Set(runs.map((run) => run.model));
  const names = runs.map((run) =>
    models.size > 1 ? `${methodTitle(run.method.id)} · ${run.model}` : methodTitle(run.method.id),
  );
  return numbered(names);
}
