import type { RunView } from "@/contracts/board";
import { RecentValues } from "@/contracts/recent-values";
import type { Caller } from "@/server/api/caller";
import { assessedChoice } from "./assessed-choice";
import { runBehaviours } from "./behaviour-charts";
import type { Chart } from "./chart";
import { difficultyChart } from "./difficulty";
import { drawnOnce } from "./drawn-once";
import { estimatorCurves } from "./estimator-curves";
import { lengthByOutcome } from "./length-by-outcome";
import { hasOwnCharts, isAssessed, ownCharts } from "./methods";
import { ownFacts } from "./own-facts";
import { parameters } from "./parameters";
import { replayBudget } from "./replay-budget";

type RunCharts = { general: Chart[]; own: Chart[] };

/** A run's charts with their drawings are up to a few hundred kilobytes. */
const MOST_KEPT = 150;
const KEPT_FOR_MS = 300_000;
const kept = new RecentValues<RunCharts>({ most: MOST_KEPT, forMs: KEPT_FOR_MS });

/**
 * All charts of a run in the order of its page. Reads aggregates and at most 400 samples' artifacts; those of public published runs
 * are kept in memory, since what they are made from changes no more.
 */
export function runCharts(api: Caller, run: RunView): Promise<RunCharts> {
  if (run.state !== "published" || run.visibility !== "public") return makeCharts(api, run);
  const baseline = run.row?.lift?.baselineRunId ?? "";
  const key = `${run.id} ${run.manifestSha256} ${run.verifierKey} ${run.publishedAt} ${baseline}`;
  return kept.of(key, performance.now(), async () => {
    const { general, own } = await makeCharts(api, run);
    return { general: general.map(drawnOnce), own: own.map(drawnOnce) };
  });
}

async function makeCharts(api: Caller, run: RunView): Promise<RunCharts> {
  const id = run.id;
  const baseline = run.row?.lift?.baselineRunId;
  const [lengths, replay, facts, grid, assessed, read] = await Promise.all([
    api.run.lengths({ id }),
    api.run.replay({ id }),
    hasOwnCharts(run.method.id) ? factsOf(api, run) : null,
    baseline === undefined ? null : api.leaderboard.runsGrid({ runs: `${id},${baseline}` }).catch(() => null),
    isAssessed(run.method.id) ? api.run.assessedGrid({ id }) : null,
    runBehaviours(api, { id, methodId: run.method.id, baselineRunId: baseline }),
  ]);
  const general = [
    // A reduced run has one value a problem; its pool has the curves.
    ...(run.kind === "reduced" ? [] : [estimatorCurves(run.scores)]),
    lengthByOutcome(lengths),
    replayBudget(replay),
    ...(grid === null ? [] : [difficultyChart(grid)]),
  ];
  if (facts === null) return { general, own: [] };
  const own = ownCharts(run.method.id, [facts]);
  return { general, own: [...(assessed === null ? [] : assessedChoice(assessed)), ...own, ...read] };
}

function factsOf(api: Caller, run: RunView) {
  const { id, method, model, benchmark } = run;
  const label = parameters(method.id, method.params) || method.id;
  const lift = run.row?.lift ?? null;
  return ownFacts(api, { runId: id, method, lift, benchmark: benchmark.slug, model: model.name }, label);
}
