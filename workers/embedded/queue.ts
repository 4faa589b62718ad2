import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { workflowQueue } from "@/db/schema";
import { type Engine, transact, type Unit } from "./engine";
import { LEASE_MS } from "./limits";
import type { RunRow } from "./run-row";

export type QueueItem = typeof workflowQueue.$inferSelect;

/** Any number; two claims never run at once, so concurrency limits are exact. */
const CLAIM_LOCK = 7_401_955;

/** Puts a call into the queue; `purpose` makes its id, so doing it twice makes one item. `stepId` names the one step to run. */
export async function enqueueCall(
  unit: Unit,
  run: Pick<RunRow, "id" | "concurrency" | "prioritySeconds">,
  purpose: string,
  options: { at: Date; stepId?: string },
): Promise<void> {
  const [a, b] = run.concurrency;
  unit.hasNewCalls = true;
  await unit.tx
    .insert(workflowQueue)
    .values({
      id: `${run.id}:${purpose}`,
      runId: run.id,
      kind: "call",
      stepId: options.stepId ?? null,
      at: options.at,
      orderAt: new Date(options.at.getTime() - run.prioritySeconds * 1000),
      keyA: a?.key ?? null,
      limitA: a?.limit ?? null,
      keyB: b?.key ?? null,
      limitB: b?.limit ?? null,
    })
    .onConflictDoNothing();
}

/** Puts a timer into the queue. */
export async function enqueueTimer(
  tx: Db,
  runId: string,
  kind: Exclude<QueueItem["kind"], "call">,
  at: Date,
  stepId?: string,
): Promise<void> {
  await tx
    .insert(workflowQueue)
    .values({ id: timerId(runId, kind, stepId), runId, kind, stepId: stepId ?? null, at, orderAt: at })
    .onConflictDoNothing();
}

/** Removes a timer; false when it has fired or was never there. */
export async function removeTimer(
  tx: Db,
  runId: string,
  kind: QueueItem["kind"],
  stepId?: string,
): Promise<boolean> {
  const removed = await tx
    .delete(workflowQueue)
    .where(eq(workflowQueue.id, timerId(runId, kind, stepId)))
    .returning({ id: workflowQueue.id });
  return removed.length > 0;
}

function timerId(runId: string, kind: QueueItem["kind"], stepId?: string): string {
  return `${runId}:${kind}:${stepId ?? ""}`;
}

/**
 * Leases up to `slots` due calls, oldest first, within the concurrency limits. Calls of a key that is already full are left
 * out before the window is cut, so a blocked key cannot fill it; the oldest call in the window is always taken, so asking
 * again until nothing comes reaches every call that may run. `running` are the calls this process is making: a clock that
 * jumps past their leases must not make them a second time.
 */
export async function claimCalls(
  engine: Engine,
  slots: number,
  running: readonly string[],
): Promise<QueueItem[]> {
  const now = engine.clock.now();
  const leasedUntil = new Date(now.getTime() + LEASE_MS);
  const q = workflowQueue;
  const mine = sql`any(${sql.param(running)}::text[])`;
  return transact(engine, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${CLAIM_LOCK})`);
    const picked = sql`
      with busy as (
        select key, count(*) as n
        from (select unnest(array[key_a, key_b]) as key from ${q}
          where kind = 'call' and (leased_until >= ${now} or id = ${mine})) held
        where key is not null group by key
      ), waiting as (
        select id, order_at, key_a, limit_a, key_b, limit_b,
          coalesce((select n from busy where key = key_a), 0) as busy_a,
          coalesce((select n from busy where key = key_b), 0) as busy_b
        from ${q}
        where kind = 'call' and at <= ${now} and (leased_until is null or leased_until < ${now})
          and not id = ${mine}
          and (key_a is null or not exists (select from busy where key = key_a and n >= limit_a))
          and (key_b is null or not exists (select from busy where key = key_b and n >= limit_b))
        order by order_at, id limit ${slots * 8}
      ), ranked as (
        select *, row_number() over (partition by key_a order by order_at, id) as rank_a,
          row_number() over (partition by key_b order by order_at, id) as rank_b
        from waiting
      )
      select id from ranked
      where (key_a is null or busy_a + rank_a <= limit_a) and (key_b is null or busy_b + rank_b <= limit_b)
      order by order_at, id limit ${slots}`;
    return tx
      .update(q)
      .set({ leasedUntil, generation: sql`${q.generation} + 1` })
      .where(sql`${q.id} in (select id from ${q} where id in (${picked}) for update skip locked)`)
      .returning();
  });
}

/** Renews the leases of running calls and returns those that are still ours. One that was given back meanwhile stays free. */
export async function renewLeases(
  engine: Pick<Engine, "db" | "clock">,
  items: readonly QueueItem[],
): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const q = workflowQueue;
  const held = new Map(items.map((item) => [item.id, item.generation]));
  const renewed = await engine.db
    .update(q)
    .set({ leasedUntil: new Date(engine.clock.now().getTime() + LEASE_MS) })
    .where(and(inArray(q.id, [...held.keys()]), isNotNull(q.leasedUntil)))
    .returning({ id: q.id, generation: q.generation });
  return new Set(renewed.filter((row) => held.get(row.id) === row.generation).map((row) => row.id));
}

/** Makes leased calls due at once: after a start (nobody else is alive) or when a drain ran out of time. */
export async function releaseLeases(engine: Engine, items?: readonly QueueItem[]): Promise<number> {
  const q = workflowQueue;
  const mine = items
    ? inArray(
        q.id,
        items.map((item) => item.id),
      )
    : undefined;
  const released = await engine.db
    .update(q)
    .set({ leasedUntil: null })
    .where(and(isNotNull(q.leasedUntil), mine))
    .returning({ id: q.id });
  return released.length;
}

/** The item of a dispatch, locked; null when it is gone or was dispatched again (the answer is then an orphan's). */
export async function lockItem(tx: Db, id: string, generation?: number): Promise<QueueItem | null> {
  const [item] = await tx.select().from(workflowQueue).where(eq(workflowQueue.id, id)).for("update");
  if (!item || (generation !== undefined && item.generation !== generation)) return null;
  return item;
}

/** Tries the same call again later. `attempt` counts failures of the app, not lost connections. */
export async function retryCall(
  tx: Db,
  item: QueueItem,
  options: { at: Date; attempt: number; error: string },
): Promise<void> {
  await tx
    .update(workflowQueue)
    .set({
      at: options.at,
      orderAt: new Date(options.at.getTime() - (item.at.getTime() - item.orderAt.getTime())),
      attempt: options.attempt,
      leasedUntil: null,
      lastError: options.error.slice(0, 2_000),
    })
    .where(eq(workflowQueue.id, item.id));
}

export async function removeItem(tx: Db, id: string): Promise<void> {
  await tx.delete(workflowQueue).where(eq(workflowQueue.id, id));
}
