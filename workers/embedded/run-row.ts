import { eq } from "drizzle-orm";
import { workflowRun } from "@/db/schema";
import type { Unit } from "./engine";
import { storedEventSchema, type WorkflowEventBody } from "./protocol";

export type RunRow = typeof workflowRun.$inferSelect;

/** Reads a run, locks it, does `work` and stores the progress that `work` made. Null when the run is unknown or has ended. */
export async function withRun<Result>(
  unit: Unit,
  runId: string,
  work: (run: RunRow) => Promise<Result>,
): Promise<Result | null> {
  const [run] = await unit.tx.select().from(workflowRun).where(eq(workflowRun.id, runId)).for("update");
  if (run?.state !== "running") return null;
  const before = JSON.stringify(progressOf(run));
  const result = await work(run);
  const progress = progressOf(run);
  if (JSON.stringify(progress) !== before)
    await unit.tx.update(workflowRun).set(progress).where(eq(workflowRun.id, runId));
  return result;
}

/** The event that started a run. */
export function triggerOf(run: Pick<RunRow, "events">): WorkflowEventBody {
  return storedEventSchema.parse(run.events[0]);
}

function progressOf(run: RunRow) {
  const { requestVersion, forcePlan, discoverEach, pending, stepCount, stateBytes } = run;
  return { requestVersion, forcePlan, discoverEach, pending, stepCount, stateBytes };
}
