import { and, eq, inArray } from "drizzle-orm";
import { workflowStep } from "@/db/schema";
import type { StepResult, Unit } from "./engine";
import { LIMITS } from "./limits";
import type { WorkflowError } from "./protocol";
import { enqueueCall } from "./queue";
import type { RunRow } from "./run-row";

export type FinishedStep = { id: string; op: string; name?: string | null; result: StepResult };

/**
 * Saves what a step gave, once: a second result of the same step is ignored. False when it breaks one of the limits,
 * which ends the run.
 */
export async function saveStep(unit: Unit, run: RunRow, step: FinishedStep): Promise<boolean> {
  const bytes = Buffer.byteLength(JSON.stringify(step.result));
  const problem = overflow(run, step, bytes);
  if (problem) {
    unit.consequences.push({ kind: "end", runId: run.id, outcome: { state: "failed", error: problem } });
    return false;
  }
  const saved = await unit.tx
    .insert(workflowStep)
    .values({
      runId: run.id,
      id: step.id,
      op: step.op,
      name: step.name?.slice(0, 500) ?? null,
      result: step.result,
      finishedAt: unit.now,
    })
    .onConflictDoNothing()
    .returning({ id: workflowStep.id });
  if (saved.length > 0) {
    run.stepCount += 1;
    run.stateBytes += bytes;
  }
  run.pending = run.pending.filter((id) => id !== step.id);
  return true;
}

/**
 * After a step was saved: asks the function again once nothing reported is pending any more. Asking after every one of n
 * parallel steps would cost n² calls; only races (`discoverEach`) need that.
 */
export async function advance(unit: Unit, run: RunRow, stepId: string): Promise<void> {
  if (run.pending.length > 0 && !run.discoverEach) return;
  if (run.pending.length === 0) {
    run.forcePlan = false;
    run.discoverEach = false;
  }
  await enqueueCall(unit, run, `d:${stepId}`, { at: unit.now });
}

/** Which of these steps have a result already. */
export async function savedAmong(unit: Unit, runId: string, stepIds: string[]): Promise<Set<string>> {
  if (stepIds.length === 0) return new Set();
  const rows = await unit.tx
    .select({ id: workflowStep.id })
    .from(workflowStep)
    .where(and(eq(workflowStep.runId, runId), inArray(workflowStep.id, stepIds)));
  return new Set(rows.map((row) => row.id));
}

function overflow(run: RunRow, step: FinishedStep, bytes: number): WorkflowError | null {
  const mebibytes = (value: number) => `${(value / 1024 / 1024).toFixed(1)} MiB`;
  if (bytes > LIMITS.maxStepOutputBytes)
    return {
      name: "StepOutputTooLarge",
      message: `Step "${step.name ?? step.id}" returned ${mebibytes(bytes)}; at most ${mebibytes(LIMITS.maxStepOutputBytes)} are allowed. Store the data and return its key.`,
    };
  if (run.stateBytes + bytes > LIMITS.maxStateBytes)
    return {
      name: "RunStateTooLarge",
      message: `The steps of this run returned more than ${mebibytes(LIMITS.maxStateBytes)} together. Store the data and return keys.`,
    };
  if (run.stepCount + 1 > LIMITS.maxSteps)
    return {
      name: "TooManySteps",
      message: `This run has more than ${LIMITS.maxSteps} steps. Split it into child runs.`,
    };
  return null;
}
