import { lte } from "drizzle-orm";
import { workflowEvent, workflowGate, workflowIdempotency, workflowRun } from "@/db/schema";
import type { Engine } from "./engine";
import { KEEP_EVENTS_MS, KEEP_RUNS_MS } from "./limits";

/** Removes what nobody asks for any more: ended runs after 30 days, events after three, expired keys and gates. */
export async function removeOld(engine: Engine): Promise<void> {
  const before = (ms: number) => new Date(engine.clock.now().getTime() - ms);
  await engine.db.delete(workflowRun).where(lte(workflowRun.endedAt, before(KEEP_RUNS_MS)));
  await engine.db.delete(workflowEvent).where(lte(workflowEvent.receivedAt, before(KEEP_EVENTS_MS)));
  await engine.db.delete(workflowGate).where(lte(workflowGate.arrivalAt, before(KEEP_EVENTS_MS)));
  await engine.db.delete(workflowIdempotency).where(lte(workflowIdempotency.expiresAt, before(0)));
}
