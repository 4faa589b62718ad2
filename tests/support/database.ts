import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { type Database, type Db, openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded/launcher";
import { migrateDatabase } from "@/db/migrate";
import { startWebSocketProxy } from "./web-socket-proxy";

const TEMPLATE = "plumbline_template";

export type TestDatabase = {
  url: string;
  database: Database;
  db: Db;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * A fresh, migrated database of its own: `await using test = await testDatabase()`.
 * The first caller of a test run starts one embedded PostgreSQL; `database-setup.ts` stops it at the end.
 * The driver is `pg`, or what PLUMBLINE_TEST_DRIVER says, so that any suite can be run on the other one.
 */
export async function testDatabase(
  driver: "pg" | "vercel" = process.env.PLUMBLINE_TEST_DRIVER === "vercel" ? "vercel" : "pg",
): Promise<TestDatabase> {
  const clusterUrl = await testCluster();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onCluster(clusterUrl, `create database ${name} template ${TEMPLATE}`);
  const url = withDatabase(clusterUrl, name);
  const database =
    driver === "pg"
      ? openDatabase({ url, maxConnections: 10 })
      : openDatabase({ ...(await overWebSocket(url)), maxConnections: 10, driver });
  return {
    url,
    database,
    db: database.db,
    async [Symbol.asyncDispose]() {
      await database.close();
      await onCluster(clusterUrl, `drop database ${name} with (force)`);
    },
  };
}

let proxy: Promise<string> | undefined;

/** The driver takes pooled addresses and `localhost` only; the proxy decides where a connection really goes. */
async function overWebSocket(url: string): Promise<{ url: string; webSocketProxy: string }> {
  const { hostname, port } = new URL(url);
  proxy ??= startWebSocketProxy(hostname, Number(port));
  const local = new URL(url);
  local.hostname = "localhost";
  return { url: local.href, webSocketProxy: await proxy };
}

async function testCluster(): Promise<string> {
  const home = process.env.PLUMBLINE_TEST_CLUSTER;
  if (home === undefined)
    throw new Error("tests/support/database-setup.ts must be a globalSetup of this vitest project.");
  const ready = path.join(home, "ready");
  if (existsSync(ready)) return readFileSync(ready, "utf8");
  if (takesLock(path.join(home, "lock"))) {
    const server = await startEmbeddedPostgres({ home, durable: false });
    await onCluster(server.url, `create database ${TEMPLATE}`);
    await migrateDatabase(withDatabase(server.url, TEMPLATE));
    writeFileSync(ready, server.url, { mode: 0o600 });
    return server.url;
  }
  const until = Date.now() + 60_000;
  while (!existsSync(ready) && Date.now() < until) await delay(50);
  return readFileSync(ready, "utf8");
}

function takesLock(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Copying a template fails while another copy of it is being made; PostgreSQL says 55006 and a little later it works. */
async function onCluster(url: string, statement: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
    await client.connect();
    try {
      await client.query(statement);
      return;
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === "55006";
      if (!busy || attempt > 100) throw error;
    } finally {
      await client.end();
    }
    await delay(50);
  }
}
