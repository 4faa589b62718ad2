import { and, eq, lte } from "drizzle-orm";
import { workflowCron } from "@/db/schema";
import { nextDue, parseCron } from "./cron";
import type { Engine, Unit } from "./engine";
import type { FunctionConfig } from "./protocol";
import { startRun } from "./runs";
import { ulidFrom } from "./ulid";
import { inUnit } from "./unit";

/** Makes the table of due times agree with the registered functions; a trigger that stays keeps its due time. */
export async function planCrons(unit: Unit, functions: readonly FunctionConfig[]): Promise<void> {
  const wanted = new Map<string, { functionId: string; expression: string }>();
  for (const config of functions)
    for (const trigger of config.triggers)
      if ("cron" in trigger)
        wanted.set(`${config.id}\n${trigger.cron}`, { functionId: config.id, expression: trigger.cron });
  for (const row of await unit.tx.select().from(workflowCron))
    if (!wanted.delete(`${row.functionId}\n${row.expression}`))
      await unit.tx.delete(workflowCron).where(isRow(row));
  for (const { functionId, expression } of wanted.values()) {
    const nextAt = nextDue(parseCron(expression), unit.now);
    if (nextAt)
      await unit.tx.insert(workflowCron).values({ functionId, expression, nextAt }).onConflictDoNothing();
  }
}

/** Starts a run for every cron trigger that is due. After a pause a trigger fires once, not once for every missed time. */
export async function fireCrons(engine: Engine): Promise<void> {
  const due = await engine.db.select().from(workflowCron).where(lte(workflowCron.nextAt, engine.clock.now()));
  for (const { functionId, expression } of due)
    await inUnit(engine, async (unit) => {
      const [row] = await unit.tx
        .select()
        .from(workflowCron)
        .where(and(isRow({ functionId, expression }), lte(workflowCron.nextAt, unit.now)))
        .for("update");
      if (!row) return;
      const nextAt = nextDue(parseCron(expression), unit.now);
      if (nextAt) await unit.tx.update(workflowCron).set({ nextAt }).where(isRow(row));
      else await unit.tx.delete(workflowCron).where(isRow(row));
      const config = engine.functions.get(functionId);
      const ts = row.nextAt.getTime();
      const id = ulidFrom(ts, `${functionId}\n${expression}`);
      const at = row.nextAt.toISOString().replace(/\.\d+Z$/, "Z");
      const data = { cron: expression, fireAt: at, scheduledAt: at };
      const event = { id, name: "inngest/scheduled.timer", data, ts, user: {} };
      if (config) await startRun(unit, config, { event });
    });
}

function isRow(row: { functionId: string; expression: string }) {
  return and(eq(workflowCron.functionId, row.functionId), eq(workflowCron.expression, row.expression));
}
