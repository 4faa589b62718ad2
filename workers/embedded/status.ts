import { and, asc, count, desc, eq, lte, min, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { workflowQueue, workflowRun, workflowStep, workflowWait } from "@/db/schema";
import type { Engine } from "./engine";
import type { RunRow } from "./run-row";

/** Counts for the health page: runs by state, due and running calls, timers, waits, the age of the oldest due call. */
export async function readStatus(engine: Engine) {
  const now = engine.clock.now();
  const { db } = engine;
  const q = workflowQueue;
  const runs = await db
    .select({ state: workflowRun.state, n: count() })
    .from(workflowRun)
    .groupBy(workflowRun.state);
  const queue = await db
    .select({ kind: q.kind, leased: sql<boolean>`${q.leasedUntil} is not null`, n: count() })
    .from(q)
    .groupBy(q.kind, sql`${q.leasedUntil} is not null`);
  const [oldest] = await db
    .select({ at: min(q.at) })
    .from(q)
    .where(and(eq(q.kind, "call"), lte(q.at, now), sql`${q.leasedUntil} is null`));
  const [retrying] = await db.select({ n: count() }).from(q).where(sql`${q.lastError} is not null`);
  const [waits] = await db.select({ n: count() }).from(workflowWait).where(eq(workflowWait.kind, "event"));
  const lastFailed = await db
    .select({ id: workflowRun.id, functionId: workflowRun.functionId, error: workflowRun.error })
    .from(workflowRun)
    .where(eq(workflowRun.state, "failed"))
    .orderBy(desc(workflowRun.endedAt))
    .limit(5);
  const total = (leased: boolean) =>
    queue.filter((row) => row.kind === "call" && row.leased === leased).reduce((sum, row) => sum + row.n, 0);
  return {
    functions: [...engine.functions.keys()],
    runs: Object.fromEntries(runs.map((row) => [row.state, row.n])),
    queue: {
      waiting: total(false),
      running: total(true),
      timers: queue.filter((row) => row.kind !== "call").reduce((sum, row) => sum + row.n, 0),
      retrying: retrying?.n ?? 0,
      oldestDueMs: oldest?.at ? now.getTime() - oldest.at.getTime() : 0,
    },
    waits: waits?.n ?? 0,
    lastFailed,
  };
}

const RUNS_LISTED = 100;

/** The latest runs, optionally of one state, with what they are waiting for; for the operator. */
export async function listRuns(db: Db, state: RunRow["state"] | null) {
  return db
    .select({
      id: workflowRun.id,
      functionId: workflowRun.functionId,
      state: workflowRun.state,
      stepCount: workflowRun.stepCount,
      error: workflowRun.error,
      createdAt: workflowRun.createdAt,
      startedAt: workflowRun.startedAt,
      endedAt: workflowRun.endedAt,
    })
    .from(workflowRun)
    .where(state === null ? undefined : eq(workflowRun.state, state))
    .orderBy(desc(workflowRun.createdAt), desc(workflowRun.id))
    .limit(RUNS_LISTED);
}

/** One run with its finished steps (without their results), queued calls and timers, and waits; null when unknown. */
export async function describeRun(db: Db, runId: string) {
  const run = await readRun(db, runId);
  if (!run) return null;
  const steps = await db
    .select({
      id: workflowStep.id,
      name: workflowStep.name,
      op: workflowStep.op,
      failed: sql<boolean>`(${workflowStep.result} -> 'error') is not null`,
      finishedAt: workflowStep.finishedAt,
    })
    .from(workflowStep)
    .where(eq(workflowStep.runId, runId))
    .orderBy(asc(workflowStep.sequence));
  const queue = await db.select().from(workflowQueue).where(eq(workflowQueue.runId, runId));
  const waits = await db.select().from(workflowWait).where(eq(workflowWait.runId, runId));
  return { ...run, steps, queue, waits };
}

export async function readRun(db: Db, runId: string): Promise<RunRow | null> {
  const [run] = await db.select().from(workflowRun).where(eq(workflowRun.id, runId));
  return run ?? null;
}
