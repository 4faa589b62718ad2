import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Secret } from "@/contracts/secret";
import { startEmbeddedPostgres } from "@/db/embedded/launcher";
import { placeFolder } from "@/db/embedded/place";
import { migrateDatabase } from "@/db/migrate";
import { contextOver, createShared } from "@/server/context";
import { ensureFirstAdmin } from "@/server/domain/account";
import { importBenchmark } from "@/server/domain/catalog";
import { parseEnv } from "@/server/env";
import { freePort } from "../../supervisor/ports";
import { start } from "./processes";
import { benchBenchmark } from "./trace-file";

export const ADMIN_KEY = `pl_${"A".repeat(43)}`;
const RUNNER_KEY = `pl_${"R".repeat(43)}`;

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** Database, route handlers, workflow executor and one trusted runner, each a process of its own, on a fresh folder. */
export async function startPlatform() {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-ingest-"));
  const postgres = await startEmbeddedPostgres({ home });
  await migrateDatabase(postgres.url);
  const [port, executorPort] = [await freePort(), await freePort()];
  const environment = {
    DATABASE_URL: postgres.url,
    PORT: String(port),
    PLUMBLINE_HOME: home,
    PLUMBLINE_SEALING_KEY: randomBytes(32).toString("base64"),
    PLUMBLINE_LOG_LEVEL: "warn",
    PLUMBLINE_EXECUTOR_PORT: String(executorPort),
    PLUMBLINE_APP_SERVE_URL: `http://127.0.0.1:${port}/api/inngest`,
    INNGEST_DEV: "0",
    INNGEST_BASE_URL: `http://127.0.0.1:${executorPort}`,
    INNGEST_EVENT_KEY: randomBytes(16).toString("hex"),
    INNGEST_SIGNING_KEY: `signkey-test-${randomBytes(32).toString("hex")}`,
  };
  const shared = createShared(parseEnv(environment));
  const system = contextOver(shared, { actor: { type: "system", name: "bench" }, address: "local" });
  await ensureFirstAdmin(system, { adminKey: new Secret(ADMIN_KEY), runnerKey: new Secret(RUNNER_KEY) });
  await importBenchmark(system, benchBenchmark);
  const tsx = ["--import", "tsx"];
  const app = await start([...tsx, "bin/bench/ingest/app.ts"], environment, "listening");
  const executor = await start([...tsx, "workers/embedded/main.ts"], environment, "functions registered");
  const runner = await start(
    ["bin/plumbline.js", "runner", "--server", `http://127.0.0.1:${port}`, "--name", "bench"],
    { PLUMBLINE_HOME: home, PLUMBLINE_RUNNER_TOKEN: RUNNER_KEY },
    "\n",
  );
  return {
    home,
    origin: `http://127.0.0.1:${port}`,
    postgres,
    database: shared.database,
    app,
    executor,
    runner,
    stop: async () => {
      for (const one of [runner, executor, app]) await one.stop();
      await shared.database.close();
      await postgres.stop();
      rmSync(placeFolder(home), { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
