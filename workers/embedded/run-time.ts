import { and, eq, sql } from "drizzle-orm";
import { workflowQueue, workflowRun } from "@/db/schema";
import { durationMs } from "./duration";
import type { Engine, Unit } from "./engine";
import { enqueueTimer, removeTimer } from "./queue";
import { type RunRow, withRun } from "./run-row";
import { inUnit } from "./unit";

/** Notes the first call of a run: its start timeout is over, its finish timeout begins. */
export async function markStarted(engine: Engine, runId: string): Promise<void> {
  await inUnit(engine, (unit) =>
    withRun(unit, runId, async (run) => {
      if (run.startedAt !== null) return;
      await unit.tx.update(workflowRun).set({ startedAt: unit.now }).where(eq(workflowRun.id, runId));
      await removeTimer(unit.tx, runId, "start_timeout");
      const finish = durationMs(engine.functions.get(run.functionId)?.timeouts?.finish ?? "");
      if (finish !== null)
        await enqueueTimer(unit.tx, runId, "finish_timeout", new Date(unit.now.getTime() + finish));
    }),
  );
}

/** Whether a run's time to finish is over, so that no further call of it may begin. */
export function isOvertime(engine: Engine, run: RunRow): boolean {
  const finish = durationMs(engine.functions.get(run.functionId)?.timeouts?.finish ?? "");
  if (finish === null || run.startedAt === null) return false;
  return engine.clock.now().getTime() >= run.startedAt.getTime() + finish;
}

/** Cancels a run whose time is over, unless a call is under way: that one may still finish it, the next one may not begin. */
export async function cancelOvertime(unit: Unit, runId: string): Promise<void> {
  await withRun(unit, runId, async () => {
    await removeTimer(unit.tx, runId, "start_timeout");
    await removeTimer(unit.tx, runId, "finish_timeout");
    const [call] = await unit.tx
      .select({ id: workflowQueue.id })
      .from(workflowQueue)
      .where(and(eq(workflowQueue.runId, runId), sql`${workflowQueue.leasedUntil} is not null`))
      .limit(1);
    if (!call) unit.consequences.push({ kind: "end", runId, outcome: { state: "cancelled" } });
  });
}
