import type { LiftRow } from "@/contracts/chart";
import type { Caller } from "@/server/api/caller";
import { assessedChoice } from "./assessed-choice";
import { methodBehaviours } from "./behaviour-charts";
import type { Chart } from "./chart";
import { liftForest } from "./lift-forest";
import { methodBudget } from "./method-budget";
import { hasOwnCharts, isAssessed, ownCharts } from "./methods";
import { numbered } from "./numbered";
import { ownFacts } from "./own-facts";
import { parameters } from "./parameters";
import { strategyComparison } from "./strategy-comparison";

/** Runs of one method whose artifacts its own charts read, the newest. */
export const MOST_OWN_RUNS = 6;
/** Boards of the budget chart. */
const MOST_BOARDS = 3;
const PRIOR_PROMPTS = /^ppe-/;

export type MethodChartSet = {
  rows: LiftRow[];
  total: number;
  lift: Chart[];
  budget: Chart;
  own: Chart[];
};

/** All charts of a method over its published runs: lift, budget, and what its description asks for. */
export async function methodCharts(api: Caller, methodId: string): Promise<MethodChartSet> {
  const { items, total } = await api.leaderboard.lifts({ method: methodId });
  const boards = [...new Set(items.map(({ benchmark }) => `${benchmark.slug}@${benchmark.version}`))];
  const shown = hasOwnCharts(methodId) ? items.slice(0, MOST_OWN_RUNS) : [];
  const names = runLabels(shown);
  const [around, facts, siblings] = await Promise.all([
    Promise.all(
      boards
        .slice(0, MOST_BOARDS)
        .map(async (benchmark) => (await api.leaderboard.lifts({ benchmark })).items),
    ),
    Promise.all(
      shown.map(({ row, benchmark }, index) =>
        ownFacts(
          api,
          { ...row, benchmark: benchmark.slug, model: row.model.name },
          names[index] ?? row.runId,
        ),
      ),
    ),
    PRIOR_PROMPTS.test(methodId) ? api.leaderboard.lifts({}) : null,
  ]);
  const own = ownCharts(methodId, facts);
  // A grid of one run is a picture; of several it would be none: the newest run stands for the method.
  const [newest] = items;
  const assessed =
    newest !== undefined && isAssessed(methodId)
      ? await api.run.assessedGrid({ id: newest.row.runId })
      : null;
  const read = await methodBehaviours(api, methodId, siblings?.items ?? around.flat());
  return {
    rows: items,
    total,
    lift: [
      liftForest(items, { against: "direct", by: "benchmark" }),
      liftForest(items, { against: "equal-tokens", by: "benchmark" }),
    ],
    budget: methodBudget(methodId, around.flat()),
    own: [
      ...(assessed === null ? [] : assessedChoice(assessed)),
      ...(siblings === null ? [] : [strategyComparison(siblings.items)]),
      ...own,
      ...read,
    ],
  };
}

/** What tells the runs apart: parameters, then model and benchmark where these differ; numbered where nothing does. */
function runLabels(items: readonly LiftRow[]): string[] {
  const models = new Set(items.map(({ row }) => row.model.name));
  const boards = new Set(items.map(({ benchmark }) => benchmark.slug));
  const settings = items.map(({ row }) => parameters(row.method.id, row.method.params));
  const settingsDiffer = new Set(settings).size > 1;
  const labels = items.map(({ row, benchmark }, index) => {
    const parts = [
      settings[index] || (settingsDiffer ? "defaults" : ""),
      models.size > 1 ? row.model.name : "",
      boards.size > 1 ? benchmark.slug : "",
    ];
    return parts.filter(Boolean).join(" · ") || row.model.name;
  });
  return numbered(labels);
}
