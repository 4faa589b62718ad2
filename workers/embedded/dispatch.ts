import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { workflowRun, workflowStep } from "@/db/schema";
import { type Answer, readAnswer } from "./answer";
import { maxAttempts } from "./apply-answer";
import { type AppConnection, callApp, NotDelivered } from "./call-app";
import { canonicalJson } from "./canonical-json";
import type { Engine, StepResult } from "./engine";
import { LIMITS } from "./limits";
import type { QueueItem } from "./queue";
import { isOvertime, markStarted } from "./run-time";

export type App = { url: string; connection: AppConnection };

/** Calls the app for one leased item and says what came of it. Null when the run has ended or the call was aborted. */
export async function dispatch(
  engine: Engine,
  app: App,
  item: QueueItem,
  signal: AbortSignal,
): Promise<Answer | null> {
  const [run] = await engine.db.select().from(workflowRun).where(eq(workflowRun.id, item.runId));
  if (run?.state !== "running") return null;
  if (!engine.functions.has(run.functionId)) {
    const message = `Function "${run.functionId}" is not registered; was it removed or renamed?`;
    return {
      kind: "threw",
      error: { name: "FunctionNotFound", message },
      noRetry: false,
      retryAfterMs: null,
    };
  }
  if (isOvertime(engine, run)) return { kind: "overtime" };
  if (run.startedAt === null) await markStarted(engine, run.id);
  const steps = await stepsOf(engine.db, run.id);
  const context = {
    run_id: run.id,
    fn_id: run.functionId,
    qi_id: item.id,
    env: "",
    step_id: "step",
    attempt: item.attempt,
    max_attempts: maxAttempts(engine, run.functionId),
    stack: { stack: steps.map((step) => step.id), current: steps.length },
    disable_immediate_execution: run.forcePlan,
  };
  const call = {
    event: run.events[0],
    events: run.events,
    steps: Object.fromEntries(steps.map((step) => [step.id, step.result])),
    defers: {},
    version: run.requestVersion,
    use_api: false,
    ctx: { ...context, use_api: false },
  };
  let body = canonicalJson(call);
  if (Buffer.byteLength(body) > LIMITS.maxCallBodyBytes)
    body = canonicalJson({
      ...call,
      events: [],
      steps: {},
      use_api: true,
      ctx: { ...context, use_api: true },
    });
  const url = new URL(app.url);
  url.searchParams.set("fnId", run.functionId);
  url.searchParams.set("stepId", item.stepId ?? "step");
  try {
    const response = await callApp(app.connection, {
      method: "POST",
      url,
      body,
      signal,
      headers: {
        "x-run-id": run.id,
        "x-inngest-req-version": String(run.requestVersion),
        "x-request-id": randomUUID(),
        "x-inngest-generation-id": String(item.generation),
        "x-inngest-job-id": item.id,
      },
    });
    return readAnswer(response, engine.clock.now());
  } catch (error) {
    if (signal.aborted) return null;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof NotDelivered) return { kind: "undelivered", message };
    return { kind: "threw", error: { name: "CallFailed", message }, noRetry: false, retryAfterMs: null };
  }
}

/** Results of a run's steps in the order in which they were finished. */
export async function stepsOf(db: Db, runId: string): Promise<{ id: string; result: StepResult }[]> {
  const rows = await db
    .select({ id: workflowStep.id, result: workflowStep.result })
    .from(workflowStep)
    .where(eq(workflowStep.runId, runId))
    .orderBy(asc(workflowStep.sequence));
  return rows;
}
