import { notInArray } from "drizzle-orm";
import { workflowFunction } from "@/db/schema";
import { callApp } from "./call-app";
import { canonicalJson } from "./canonical-json";
import type { App } from "./dispatch";
import type { Engine } from "./engine";
import { type FunctionConfig, functionConfigSchema, syncAnswerSchema } from "./protocol";
import { planCrons } from "./schedule";
import { problemsOf } from "./supported";
import { inUnit } from "./unit";

/** The app uses something that this executor cannot do; `problems` name function and feature. */
export class SyncRefused extends Error {
  constructor(readonly problems: string[]) {
    super(`The app was not registered. ${problems.join(" ")}`);
  }
}

/** Asks the app for its functions (in-band sync) and registers them, all or none. True when something changed. */
export async function syncApp(engine: Engine, app: App): Promise<boolean> {
  const response = await callApp(app.connection, {
    method: "PUT",
    url: new URL(app.url),
    body: canonicalJson({ url: app.url }),
    headers: { "x-inngest-sync-kind": "in_band" },
  });
  if (response.status !== 200 || response.header("x-inngest-sync-kind") !== "in_band")
    throw new Error(
      response.status === 401
        ? `The app at ${app.url} does not accept our signature: INNGEST_SIGNING_KEY differs between app and executor.`
        : `The app at ${app.url} answered the sync with ${response.status}, not with its functions.`,
    );
  const answer = syncAnswerSchema.safeParse(JSON.parse(response.text));
  if (!answer.success) throw new SyncRefused([`Its answer cannot be read: ${answer.error.message}`]);
  const { app_id: appId, functions } = answer.data;
  const problems = functions.flatMap(problemsOf);
  if (problems.length > 0) throw new SyncRefused(problems);
  return register(engine, appId, functions);
}

async function register(engine: Engine, appId: string, functions: FunctionConfig[]): Promise<boolean> {
  const before = canonicalJson([...engine.functions.values()]);
  if (before === canonicalJson(functions)) return false;
  await inUnit(engine, async (unit) => {
    const table = workflowFunction;
    const ids = functions.map((config) => config.id);
    await unit.tx.delete(table).where(notInArray(table.id, ["", ...ids]));
    for (const config of functions)
      await unit.tx
        .insert(table)
        .values({ id: config.id, appId, config, syncedAt: unit.now })
        .onConflictDoUpdate({ target: table.id, set: { appId, config, syncedAt: unit.now } });
    await planCrons(unit, functions);
  });
  // Not before it is stored: what is remembered and not stored would never be stored.
  remember(engine, functions);
  return true;
}

/** Takes the functions of the last sync from the database, so that work goes on before the app has answered. */
export async function loadFunctions(engine: Engine): Promise<void> {
  const rows = await engine.db.select().from(workflowFunction);
  remember(
    engine,
    rows.map((row) => functionConfigSchema.parse(row.config)),
  );
}

function remember(engine: Engine, functions: FunctionConfig[]): void {
  engine.functions.clear();
  for (const config of functions) engine.functions.set(config.id, config);
}
