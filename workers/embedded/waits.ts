import { eq } from "drizzle-orm";
import { workflowWait } from "@/db/schema";
import type { StepResult, Unit } from "./engine";
import { enqueueTimer, removeTimer } from "./queue";
import { type RunRow, withRun } from "./run-row";
import { advance, saveStep } from "./steps";

export type Wait = typeof workflowWait.$inferSelect;

/** Lets a step wait for an event or for an invoked run, until `expiresAt`. */
export async function addStepWait(
  unit: Unit,
  run: RunRow,
  wait: {
    stepId: string;
    kind: "event" | "invoke";
    eventName?: string;
    expression?: string;
    expiresAt: Date;
  },
): Promise<void> {
  await unit.tx
    .insert(workflowWait)
    .values({ id: waitId(run.id, wait.stepId), runId: run.id, ...wait })
    .onConflictDoNothing();
  await enqueueTimer(unit.tx, run.id, "wait_timeout", wait.expiresAt, wait.stepId);
}

/** Ends a wait with a result. The first caller wins: event, timeout or the invoked run; later ones change nothing. */
export async function resolveWait(
  unit: Unit,
  runId: string,
  stepId: string,
  resultOf: (wait: Wait) => StepResult,
): Promise<boolean> {
  const resolved = await withRun(unit, runId, async (run) => {
    const [wait] = await unit.tx
      .delete(workflowWait)
      .where(eq(workflowWait.id, waitId(runId, stepId)))
      .returning();
    if (!wait) return false;
    await removeTimer(unit.tx, runId, "wait_timeout", stepId);
    const op = wait.kind === "invoke" ? "InvokeFunction" : "WaitForEvent";
    const saved = await saveStep(unit, run, {
      id: stepId,
      op,
      name: wait.eventName,
      result: resultOf(wait),
    });
    if (saved) await advance(unit, run, stepId);
    return true;
  });
  return resolved ?? false;
}

function waitId(runId: string, stepId: string): string {
  return `${runId}:${stepId}`;
}
