import type { RunView } from "@/contracts/board";
import type { Caller } from "@/server/api/caller";
import { assessedChoice } from "./assessed-choice";
import type { Chart } from "./chart";
import { difficultyChart } from "./difficulty";
import { estimatorCurves } from "./estimator-curves";
import { lengthByOutcome } from "./length-by-outcome";
import { hasOwnCharts, isAssessed, ownCharts } from "./methods";
import { parameters } from "./parameters";
import { replayBudget } from "./replay-budget";

/** All charts of a run in the order of its page. Reads aggregates and at most 400 samples' artifacts. */
export async function runCharts(api: Caller, run: RunView): Promise<{ general: Chart[]; own: Chart[] }> {
  const id = run.id;
  const baseline = run.row?.lift?.baselineRunId;
  const [lengths, replay, facts, grid, assessed] = await Promise.all([
    api.run.lengths({ id }),
    api.run.replay({ id }),
    hasOwnCharts(run.method.id) ? api.run.methodFacts({ id }) : null,
    baseline === undefined ? null : api.leaderboard.runsGrid({ runs: `${id},${baseline}` }).catch(() => null),
    isAssessed(run.method.id) ? api.run.assessedGrid({ id }) : null,
  ]);
  const general = [
    // A reduced run has one value a problem; its pool has the curves.
    ...(run.kind === "reduced" ? [] : [estimatorCurves(run.scores)]),
    lengthByOutcome(lengths),
    replayBudget(replay),
    ...(grid === null ? [] : [difficultyChart(grid)]),
  ];
  if (facts === null) return { general, own: [] };
  const label = parameters(run.method.id, run.method.params) || run.method.id;
  const own = ownCharts(run.method.id, [
    { runId: id, label, params: run.method.params, items: facts.items, total: facts.total },
  ]);
  return { general, own: [...(assessed === null ? [] : assessedChoice(assessed)), ...own] };
}
