import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { workflowEvent, workflowRun, workflowWait } from "@/db/schema";
import type { Unit } from "./engine";
import { matches } from "./expression";
import { LIMITS } from "./limits";
import { eventSchema, type WorkflowEventBody } from "./protocol";
import { triggerOf } from "./run-row";
import { startRun } from "./runs";
import { ulidFrom } from "./ulid";
import { resolveWait } from "./waits";

/** A request that must not be repeated as it is; `status` is the HTTP status that says so. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads one event or a list of events as the SDK posts them. Events without an id get one from the request's seed and their
 * place, so that a repeated request stores nothing twice. Throws `BadRequest`.
 */
export function readEvents(body: unknown, seed: string, now: Date): WorkflowEventBody[] {
  const list: unknown[] = Array.isArray(body) ? body : [body];
  if (list.length > LIMITS.maxEventsPerRequest)
    throw new BadRequest(400, `A request may carry ${LIMITS.maxEventsPerRequest} events; send several.`);
  return list.map((item, index) => {
    const parsed = eventSchema.safeParse(item);
    if (!parsed.success)
      throw new BadRequest(400, `Event ${index}: ${parsed.error.issues[0]?.message ?? ""}`);
    const { id, name, ts, user, v } = parsed.data;
    // The server's own notes may not come from outside.
    const { _inngest: _, ...data } = parsed.data.data ?? {};
    if (name.startsWith("inngest/"))
      throw new BadRequest(400, `Event ${index}: names that begin with "inngest/" are reserved.`);
    const event: WorkflowEventBody = {
      id: id || ulidFrom(ts || now.getTime(), `${seed}:${index}`),
      name,
      data,
      ts: ts || now.getTime(),
      user: user ?? {},
      ...(v ? { v } : {}),
    };
    if (Buffer.byteLength(JSON.stringify(event)) > LIMITS.maxEventBytes)
      throw new BadRequest(400, `Event ${index} (${name}) is larger than ${LIMITS.maxEventBytes} bytes.`);
    return event;
  });
}

/** Stores events that were not seen within 24 hours and delivers them; the others trigger nothing. Returns how many were new. */
export async function receiveEvents(unit: Unit, events: readonly WorkflowEventBody[]): Promise<number> {
  const byId = new Map(events.toReversed().map((event) => [event.id, event]));
  const distinct = [...byId.values()].reverse();
  if (distinct.length === 0) return 0;
  const forgotten = new Date(unit.now.getTime() - LIMITS.idempotencyMs);
  const stored = await unit.tx
    .insert(workflowEvent)
    .values(distinct.map((event) => ({ id: event.id, name: event.name, body: event, receivedAt: unit.now })))
    .onConflictDoUpdate({
      target: workflowEvent.id,
      set: { name: sql`excluded.name`, body: sql`excluded.body`, receivedAt: unit.now },
      setWhere: sql`${workflowEvent.receivedAt} <= ${forgotten}`,
    })
    .returning({ id: workflowEvent.id });
  const fresh = new Set(stored.map((row) => row.id));
  for (const event of distinct) if (fresh.has(event.id)) await deliver(unit, event);
  return fresh.size;
}

/** Gives an event to the runs that wait for it or are cancelled by it, then starts the functions it triggers. */
export async function deliver(unit: Unit, event: WorkflowEventBody): Promise<void> {
  // Waits first: a run that this event starts must not be cancelled by it.
  for (const { wait, events } of await waitsFor(unit, event.name)) {
    if (!matches(wait.expression, { event: triggerOf({ events }), async: event })) continue;
    if (wait.kind === "cancel")
      unit.consequences.push({ kind: "end", runId: wait.runId, outcome: { state: "cancelled" } });
    else if (wait.stepId !== null) await resolveWait(unit, wait.runId, wait.stepId, () => ({ data: event }));
  }
  for (const config of unit.engine.functions.values()) {
    const triggered = config.triggers.some(
      (trigger) =>
        "event" in trigger && trigger.event === event.name && matches(trigger.expression, { event }),
    );
    if (triggered) await startRun(unit, config, { event });
  }
}

function waitsFor(unit: Unit, eventName: string) {
  return unit.tx
    .select({ wait: workflowWait, events: workflowRun.events })
    .from(workflowWait)
    .innerJoin(workflowRun, eq(workflowRun.id, workflowWait.runId))
    .where(
      and(
        eq(workflowWait.eventName, eventName),
        or(isNull(workflowWait.expiresAt), gt(workflowWait.expiresAt, unit.now)),
      ),
    )
    .orderBy(asc(workflowWait.runId), asc(workflowWait.id));
}
