import { and, eq } from "drizzle-orm";
import { workflowGate, workflowRun } from "@/db/schema";
import { durationMs } from "./duration";
import type { Unit } from "./engine";
import { keyOf, numberOf } from "./expression";
import type { FunctionConfig, WorkflowEventBody } from "./protocol";

const MAX_PRIORITY_SECONDS = 600;

/** Whether and when a run may start. `cancels` are the runs that a singleton of mode `cancel` replaces. */
export type Admission =
  | { admitted: false; reason: string }
  | {
      admitted: true;
      startAt: Date;
      prioritySeconds: number;
      singletonKey: string | null;
      cancels: string[];
    };

/** Decides about one start: rate limit (skips it), singleton (skips it or replaces the active run), throttle (delays it), priority. */
export async function admit(
  unit: Unit,
  config: FunctionConfig,
  event: WorkflowEventBody,
): Promise<Admission> {
  const { rateLimit, throttle, singleton, priority } = config;
  if (rateLimit) {
    // The real server lets a tenth of the limit through at once on top of the even rate.
    const startAt = await takeTurn(unit, config.id, "rate_limit", event, {
      ...rateLimit,
      extra: Math.floor(rateLimit.limit / 10),
    });
    if (startAt > unit.now) return { admitted: false, reason: "its rate limit is used up" };
  }
  let singletonKey: string | null = null;
  let cancels: string[] = [];
  if (singleton) {
    singletonKey = singleton.key === undefined ? "" : keyOf(singleton.key, { event });
    cancels = singletonKey === null ? [] : await activeRuns(unit, config.id, singletonKey);
    if (singleton.mode === "skip" && cancels.length > 0)
      return { admitted: false, reason: "another run of this singleton is active" };
  }
  // The real server lets limit and burst through at once.
  const startAt = throttle
    ? await takeTurn(unit, config.id, "throttle", event, {
        ...throttle,
        extra: throttle.limit + (throttle.burst ?? 0) - 1,
      })
    : unit.now;
  const seconds = priority?.run ? (numberOf(priority.run, { event }) ?? 0) : 0;
  const prioritySeconds = Math.round(
    Math.min(Math.max(seconds, -MAX_PRIORITY_SECONDS), MAX_PRIORITY_SECONDS),
  );
  return { admitted: true, startAt, prioritySeconds, singletonKey, cancels };
}

type Rate = { key?: string; limit: number; period: string; extra: number };

/**
 * Generic cell rate algorithm (ATM Forum TM 4.0, virtual scheduling): turns come every period / limit, and `extra` of them
 * may be taken at once. Returns when the next turn is; it is taken, except by a rate limiter that must wait for it.
 */
async function takeTurn(
  unit: Unit,
  functionId: string,
  purpose: "rate_limit" | "throttle",
  event: WorkflowEventBody,
  rate: Rate,
): Promise<Date> {
  const key = rate.key === undefined ? "" : keyOf(rate.key, { event });
  if (key === null) return unit.now;
  const intervalMs = (durationMs(rate.period) ?? 0) / rate.limit;
  const nowMs = unit.now.getTime();
  const arrivalMs = Math.max(await lockGate(unit, functionId, purpose, key), nowMs);
  const turnMs = Math.max(nowMs, arrivalMs - rate.extra * intervalMs);
  if (purpose === "throttle" || turnMs <= nowMs)
    await unit.tx
      .update(workflowGate)
      .set({ arrivalAt: new Date(arrivalMs + intervalMs) })
      .where(isGate(functionId, purpose, key));
  return new Date(turnMs);
}

async function activeRuns(unit: Unit, functionId: string, singletonKey: string): Promise<string[]> {
  await lockGate(unit, functionId, "singleton", singletonKey);
  const rows = await unit.tx
    .select({ id: workflowRun.id })
    .from(workflowRun)
    .where(
      and(
        eq(workflowRun.functionId, functionId),
        eq(workflowRun.singletonKey, singletonKey),
        eq(workflowRun.state, "running"),
      ),
    );
  return rows.map((row) => row.id);
}

type Purpose = "rate_limit" | "throttle" | "singleton";

/** Holds the gate of a key until the end of the transaction, so that two starts never decide at once. Returns its time in ms. */
async function lockGate(unit: Unit, functionId: string, purpose: Purpose, key: string): Promise<number> {
  await unit.tx
    .insert(workflowGate)
    .values({ functionId, purpose, key, arrivalAt: unit.now })
    .onConflictDoNothing();
  const [gate] = await unit.tx
    .select({ arrivalAt: workflowGate.arrivalAt })
    .from(workflowGate)
    .where(isGate(functionId, purpose, key))
    .for("update");
  return gate?.arrivalAt.getTime() ?? 0;
}

function isGate(functionId: string, purpose: Purpose, key: string) {
  return and(
    eq(workflowGate.functionId, functionId),
    eq(workflowGate.purpose, purpose),
    eq(workflowGate.key, key),
  );
}
