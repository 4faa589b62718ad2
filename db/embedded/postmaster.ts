import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return false;
  return /\) Z /.test(readFileSync(file, "utf8"));
}

/** The server that owns the data directory now, if one does; a stale pid file of another program is not one. */
export function runningPostmaster(data: string): { pid: number; port: number } | null {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || !Number.isInteger(port) || !isAlive(pid)) return null;
  const command = `/proc/${pid}/cmdline`;
  if (existsSync(command) && !readFileSync(command, "utf8").includes(data)) return null;
  return { pid, port };
}

/** SIGINT is PostgreSQL's fast shutdown. */
export async function stopPostmaster(pid: number): Promise<void> {
  const until = Date.now() + STOP_WITHIN_MS;
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  while (isAlive(pid) && Date.now() < until) await delay(25);
  if (isAlive(pid)) process.kill(pid, "SIGQUIT");
}

/** Waits through start and crash recovery, then makes the database where it is missing. */
export async function waitUntilReady(options: {
  url: string;
  database: string;
  isAlive: () => boolean;
  logPath: string;
}): Promise<void> {
  const admin = new URL(options.url);
  admin.pathname = "/postgres";
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: admin.href, connectionTimeoutMillis: 5000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const found = await client.query("select 1 from pg_database where datname = $1", [options.database]);
      if (found.rowCount === 0) await client.query(`create database "${options.database}"`);
      return;
    } catch (error) {
      if (!options.isAlive())
        throw new Error(`PostgreSQL stopped while starting:\n${lastLines(options.logPath)}`);
      if (Date.now() > until) {
        throw new Error(
          `PostgreSQL did not answer within ${READY_WITHIN_MS / 1000} s:\n${lastLines(options.logPath)}`,
          { cause: error },
        );
      }
      await delay(40);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function lastLines(file: string): string {
  if (!existsSync(file)) return "(it wrote no log)";
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-8).join("\n");
}
