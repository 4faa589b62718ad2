import { eq } from "drizzle-orm";
import type { z } from "zod";
import { workflowQueue } from "@/db/schema";
import type { Engine } from "./engine";
import type { checkpointSchema } from "./protocol";
import { lockItem } from "./queue";
import { withRun } from "./run-row";
import { saveStep } from "./steps";
import { inUnit } from "./unit";

/**
 * Saves steps that a call has finished while it goes on with the next one. False when the call is an orphan: its queue item
 * was dispatched again or is gone, or a limit ended the run. The answer is then 409, on which the SDK stops at once.
 */
export async function applyCheckpoint(
  engine: Engine,
  checkpoint: z.infer<typeof checkpointSchema>,
): Promise<boolean> {
  return inUnit(engine, async (unit) => {
    const accepted = await withRun(unit, checkpoint.run_id, async (run) => {
      const item = await lockItem(unit.tx, checkpoint.qi_id, checkpoint.generation_id);
      if (!item || item.runId !== run.id) return false;
      for (const op of checkpoint.steps) {
        if (op.op !== "StepRun" && op.op !== "Step") return false;
        const step = {
          id: op.id,
          op: op.op,
          name: op.displayName ?? op.name,
          result: { data: op.data ?? null },
        };
        if (!(await saveStep(unit, run, step))) return false;
      }
      if (item.attempt !== 0)
        await unit.tx.update(workflowQueue).set({ attempt: 0 }).where(eq(workflowQueue.id, item.id));
      return true;
    });
    return accepted ?? false;
  });
}
