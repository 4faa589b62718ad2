import { existsSync } from "node:fs";
import path from "node:path";
import { Secret } from "@/contracts/secret";
import { startEmbeddedPostgres } from "@/db/embedded/launcher";
import { placeFolder } from "@/db/embedded/place";
import { runningPostmaster } from "@/db/embedded/postmaster";
import { migrateDatabase } from "@/db/migrate";
import { contextOver, createShared } from "@/server/context";
import { ensureFirstAdmin } from "@/server/domain/account";
import { parseEnv } from "@/server/env";
import { plumblineHome } from "./home";
import { prepareHome } from "./supervisor/home-folder";
import { loadKeys } from "./supervisor/keys";
import { accountKeys } from "./supervisor/seed";

/** The platform's own context, as `server/context.ts` builds it. */
export type LocalContext = ReturnType<typeof contextOver>;

/**
 * Runs work on this machine's instance, straight on its database: DATABASE_URL, or the embedded PostgreSQL of the home,
 * which is started for the time being where the instance is not running.
 */
export async function withLocalContext<Result>(
  work: (ctx: LocalContext) => Promise<Result>,
): Promise<Result> {
  const home = plumblineHome();
  const database = await openLocalDatabase(home);
  const keys = loadKeys(home, process.env);
  const shared = createShared(
    parseEnv({
      ...process.env,
      DATABASE_URL: database.url,
      PLUMBLINE_HOME: home,
      PLUMBLINE_SEALING_KEY: keys.sealingKey,
      PLUMBLINE_LOG_LEVEL: process.env.PLUMBLINE_LOG_LEVEL ?? "warn",
      PLUMBLINE_DB_CONNECTIONS: "2",
    }),
  );
  try {
    const ctx = contextOver(shared, { actor: { type: "system", name: "command line" }, address: "local" });
    const { adminKey, runnerKey } = accountKeys(home);
    await ensureFirstAdmin(ctx, { adminKey: new Secret(adminKey), runnerKey: new Secret(runnerKey) });
    return await work(ctx);
  } finally {
    await shared.database.close();
    await database.close();
  }
}

/**
 * Runs work on the address of this machine's database, brought to this version; `create` also takes a home that was never
 * started.
 */
export async function withLocalDatabase<Result>(
  work: (url: string) => Promise<Result>,
  options: { create?: boolean } = {},
): Promise<Result> {
  const home = plumblineHome();
  if (options.create === true) prepareHome(home);
  const database = await openLocalDatabase(home);
  try {
    return await work(database.url);
  } finally {
    await database.close();
  }
}

async function openLocalDatabase(home: string): Promise<{ url: string; close: () => Promise<void> }> {
  const configured = process.env.DATABASE_URL || process.env.POSTGRES_URL;
  if (configured) {
    // A pooler cannot hold the migration's session lock; hosts that pool name the direct address too.
    await migrateDatabase(process.env.DATABASE_URL_UNPOOLED || configured);
    return { url: configured, close: async () => {} };
  }
  if (!existsSync(home)) {
    throw new Error(`There is no instance in ${home}. Run \`plumbline start\` once, or set PLUMBLINE_HOME.`);
  }
  const wasRunning = runningPostmaster(path.join(placeFolder(home), "data")) !== null;
  const server = await startEmbeddedPostgres({ home });
  const close = async () => (wasRunning ? undefined : server.stop());
  await migrateDatabase(server.url).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { url: server.url, close };
}
