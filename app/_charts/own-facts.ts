import type { LiftRow } from "@/contracts/chart";
import type { Caller } from "@/server/api/caller";
import { needsBaseline } from "./methods";
import type { Baseline, RunFacts } from "./methods/run-facts";

/** What a method's own charts read of one of its runs; of methods whose charts stand beside direct, of that run too. */
export async function ownFacts(
  api: Caller,
  run: Pick<LiftRow["row"], "runId" | "method" | "lift"> & { benchmark: string; model: string },
  label: string,
): Promise<RunFacts> {
  const baselineId = run.lift?.baselineRunId;
  const [facts, baseline] = await Promise.all([
    api.run.methodFacts({ id: run.runId }),
    baselineId !== undefined && needsBaseline(run.method.id) ? baselineFacts(api, baselineId) : null,
  ]);
  return {
    runId: run.runId,
    label,
    params: run.method.params,
    items: facts.items,
    total: facts.total,
    benchmark: run.benchmark,
    model: run.model,
    baseline,
  };
}

/** Null where the reader may not see the direct run. */
async function baselineFacts(api: Caller, id: string): Promise<Baseline | null> {
  try {
    const [facts, { curves }] = await Promise.all([api.run.methodFacts({ id }), api.run.replay({ id })]);
    const voting = curves.find(({ reducer }) => reducer === "self-consistency") ?? null;
    return { items: facts.items, voting };
  } catch {
    return null;
  }
}
