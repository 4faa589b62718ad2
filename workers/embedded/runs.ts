import { eq, sql } from "drizzle-orm";
import { workflowIdempotency, workflowQueue, workflowRun, workflowWait } from "@/db/schema";
import { durationMs } from "./duration";
import type { Outcome, StepResult, Unit } from "./engine";
import { keyOf } from "./expression";
import { admit } from "./flow-control";
import { LIMITS } from "./limits";
import type { FunctionConfig, WorkflowEventBody } from "./protocol";
import { enqueueCall, enqueueTimer } from "./queue";
import { type RunRow, triggerOf, withRun } from "./run-row";
import { concurrencyOf } from "./supported";
import { ulidFrom } from "./ulid";

export type StartOptions = { event: WorkflowEventBody; parent?: { runId: string; stepId: string } };

/** Starts a run of a function. Returns why it was not started; null when it was. */
export async function startRun(
  unit: Unit,
  config: FunctionConfig,
  options: StartOptions,
): Promise<string | null> {
  const { event, parent } = options;
  const nowMs = unit.now.getTime();
  const id = ulidFrom(nowMs, [config.id, event.id, nowMs, parent?.runId, parent?.stepId].join("\n"));
  if (!(await takeIdempotencyKey(unit, config, event, id))) return "its idempotency key was already used";
  const admission = await admit(unit, config, event);
  if (!admission.admitted) {
    // A start that was skipped must not use up its key.
    await unit.tx.delete(workflowIdempotency).where(eq(workflowIdempotency.runId, id));
    return admission.reason;
  }
  for (const replaced of admission.cancels) await endRun(unit, replaced, { state: "cancelled" });
  const [run] = await unit.tx
    .insert(workflowRun)
    .values({
      id,
      functionId: config.id,
      state: "running",
      events: [event],
      pending: [],
      concurrency: concurrencyKeys(config, event),
      prioritySeconds: admission.prioritySeconds,
      singletonKey: admission.singletonKey,
      parentRunId: parent?.runId ?? null,
      parentStepId: parent?.stepId ?? null,
      createdAt: unit.now,
    })
    .onConflictDoNothing()
    .returning();
  if (!run) return "this event has already started it";
  await addCancels(unit, config, id);
  await enqueueCall(unit, run, "start", { at: admission.startAt });
  const startTimeoutMs = durationMs(config.timeouts?.start ?? "");
  if (startTimeoutMs !== null)
    await enqueueTimer(unit.tx, id, "start_timeout", new Date(nowMs + startTimeoutMs));
  return null;
}

/** Ends a run: stores the outcome, drops what it still waited for, tells its parent and whoever listens. Once only. */
export async function endRun(unit: Unit, runId: string, outcome: Outcome): Promise<void> {
  await withRun(unit, runId, async (run) => {
    await unit.tx
      .update(workflowRun)
      .set({
        state: outcome.state,
        output: outcome.state === "completed" ? outcome.output : null,
        error: outcome.state === "failed" ? outcome.error : null,
        endedAt: unit.now,
      })
      .where(eq(workflowRun.id, runId));
    await unit.tx.delete(workflowQueue).where(eq(workflowQueue.runId, runId));
    await unit.tx.delete(workflowWait).where(eq(workflowWait.runId, runId));
    if (run.parentRunId !== null && run.parentStepId !== null)
      unit.consequences.push({
        kind: "resolve",
        runId: run.parentRunId,
        stepId: run.parentStepId,
        result: resultForParent(run, outcome),
      });
    announceEnd(unit, run, outcome);
  });
}

function resultForParent(run: RunRow, outcome: Outcome): StepResult {
  if (outcome.state === "completed") return { data: outcome.output };
  if (outcome.state === "failed") return { error: outcome.error };
  return { error: { name: "Error", message: `The invoked run of ${run.functionId} was cancelled.` } };
}

const STATUS = { completed: "Completed", failed: "Failed", cancelled: "Cancelled" } as const;

/** Emits `inngest/function.*`, except for runs that such an event started: handlers of failures must not feed themselves. */
function announceEnd(unit: Unit, run: RunRow, outcome: Outcome): void {
  const event = triggerOf(run);
  if (/^inngest\/function\.(failed|finished)$/.test(event.name)) return;
  const ts = unit.now.getTime();
  const data = {
    function_id: run.functionId,
    run_id: run.id,
    event,
    events: run.events,
    // A failed run's error is its result too, as a real server sends it.
    ...(outcome.state === "failed" ? { error: outcome.error, result: outcome.error } : {}),
    ...(outcome.state === "completed" ? { result: outcome.output } : {}),
    _inngest: { status: STATUS[outcome.state] },
  };
  const announce = (id: string, name: string) =>
    unit.consequences.push({ kind: "event", event: { id, name, data, ts, user: {} } });
  // The ids differ: a function that is triggered by both runs twice.
  announce(ulidFrom(ts, `${run.id} finished`), "inngest/function.finished");
  if (outcome.state !== "completed") announce(run.id, `inngest/function.${outcome.state}`);
}

async function takeIdempotencyKey(
  unit: Unit,
  config: FunctionConfig,
  event: WorkflowEventBody,
  runId: string,
): Promise<boolean> {
  const key = config.idempotency ? keyOf(config.idempotency, { event }) : null;
  if (key === null) return true;
  const expiresAt = new Date(unit.now.getTime() + LIMITS.idempotencyMs);
  const table = workflowIdempotency;
  const taken = await unit.tx
    .insert(table)
    .values({ functionId: config.id, key, runId, expiresAt })
    .onConflictDoUpdate({
      target: [table.functionId, table.key],
      set: { runId, expiresAt },
      setWhere: sql`${table.expiresAt} <= ${unit.now}`,
    })
    .returning({ key: table.key });
  return taken.length > 0;
}

function concurrencyKeys(config: FunctionConfig, event: WorkflowEventBody): { key: string; limit: number }[] {
  return concurrencyOf(config).flatMap((entry) => {
    const value = entry.key === undefined ? "" : keyOf(entry.key, { event });
    if (value === null) return [];
    const scope = entry.scope === undefined || entry.scope === "fn" ? `fn:${config.id}` : entry.scope;
    return [{ key: `${scope}:${entry.key ?? ""}:${value}`.slice(0, 1_000), limit: entry.limit }];
  });
}

async function addCancels(unit: Unit, config: FunctionConfig, runId: string): Promise<void> {
  const cancels = config.cancel ?? [];
  if (cancels.length === 0) return;
  await unit.tx.insert(workflowWait).values(
    cancels.map((cancel, index) => {
      const ms = cancel.timeout === undefined ? null : durationMs(cancel.timeout);
      return {
        id: `${runId}:cancel:${index}`,
        runId,
        kind: "cancel" as const,
        eventName: cancel.event,
        expression: cancel.if ?? null,
        expiresAt: ms === null ? null : new Date(unit.now.getTime() + ms),
      };
    }),
  );
}
