import { type Engine, transact, type Unit } from "./engine";
import { deliver } from "./events";
import { endRun } from "./runs";
import { resolveWait } from "./waits";

/** Does one change and everything that follows from it in one transaction, then wakes the worker. */
export async function inUnit<Result>(engine: Engine, work: (unit: Unit) => Promise<Result>): Promise<Result> {
  const { result, wake } = await transact(engine, async (tx) => {
    const unit: Unit = {
      engine,
      tx,
      now: engine.clock.now(),
      consequences: [],
      hasNewCalls: false,
    };
    const done = await work(unit);
    for (let next = unit.consequences.shift(); next; next = unit.consequences.shift()) {
      if (next.kind === "event") await deliver(unit, next.event);
      else if (next.kind === "end") await endRun(unit, next.runId, next.outcome);
      else {
        const { result } = next;
        await resolveWait(unit, next.runId, next.stepId, () => result);
      }
    }
    return { result: done, wake: unit.hasNewCalls };
  });
  if (wake) engine.wake();
  return result;
}
