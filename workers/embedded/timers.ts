import { and, asc, lte, ne } from "drizzle-orm";
import { workflowQueue } from "@/db/schema";
import type { Engine, StepResult, Unit } from "./engine";
import { type QueueItem, removeTimer } from "./queue";
import { withRun } from "./run-row";
import { cancelOvertime } from "./run-time";
import { advance, saveStep } from "./steps";
import { inUnit } from "./unit";
import { resolveWait, type Wait } from "./waits";

const TIMERS_PER_ROUND = 200;

/** Fires every timer that is due: sleeps that are over, waits whose time is up. Returns how many were due. */
export async function fireTimers(engine: Engine): Promise<number> {
  const q = workflowQueue;
  const due = await engine.db
    .select()
    .from(q)
    .where(and(ne(q.kind, "call"), lte(q.at, engine.clock.now())))
    .orderBy(asc(q.at))
    .limit(TIMERS_PER_ROUND);
  for (const timer of due) await inUnit(engine, (unit) => fireTimer(unit, timer));
  return due.length;
}

async function fireTimer(unit: Unit, timer: QueueItem): Promise<void> {
  const { runId, kind } = timer;
  const stepId = timer.stepId ?? "";
  if (kind === "wait_timeout") {
    await resolveWait(unit, runId, stepId, timeoutResult);
  } else if (kind === "sleep") {
    await withRun(unit, runId, async (run) => {
      if (!(await removeTimer(unit.tx, runId, kind, stepId))) return;
      const saved = await saveStep(unit, run, { id: stepId, op: "Sleep", result: { data: null } });
      if (saved) await advance(unit, run, stepId);
    });
  } else {
    await cancelOvertime(unit, runId);
  }
}

function timeoutResult(wait: Wait): StepResult {
  if (wait.kind !== "invoke") return { data: null };
  return {
    error: { name: "InngestInvokeTimeoutError", message: "The invoked function did not end in time." },
  };
}
