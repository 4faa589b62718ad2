import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { attachDatabasePool } from "@vercel/functions";
import type { Actor } from "@/contracts/actor";
import type { Platform, Settings } from "@/contracts/platform";
import { type Database, openDatabase } from "@/db/client";
import { databaseTime } from "@/db/database-time";
import type { Ctx } from "./domain/ctx";
import { type Env, env } from "./env";
import { addressCheck } from "./platform/address-check";
import { systemClock } from "./platform/clock";
import { createIds } from "./platform/ids";
import { createLog } from "./platform/log";
import { createRateLimiter } from "./platform/rate-limiter";
import { createSecretBox } from "./platform/secret-box";
import { createPostgresTraceStore } from "./platform/trace-store";
import { createDirectoryUploadStore } from "./platform/upload-store";
import { createWorkflowSender } from "./platform/workflow-sender";

/** What all contexts of a process share. */
export type Shared = Platform & { database: Database; settings: Settings };

/** The composition root: the only place where adapters meet the domain. `environment` is given in tests and tools. */
export function createShared(environment: Env): Shared {
  const database = openDatabase({
    url: environment.DATABASE_URL,
    maxConnections: environment.PLUMBLINE_DB_CONNECTIONS,
    driver: environment.DB_DRIVER,
    webSocketProxy: environment.PLUMBLINE_WS_PROXY,
    onPool: environment.VERCEL === undefined ? undefined : attachDatabasePool,
  });
  const ids = createIds();
  const log = createLog({ level: environment.PLUMBLINE_LOG_LEVEL });
  const sealingKeys = [environment.PLUMBLINE_SEALING_KEY, ...environment.PLUMBLINE_SEALING_KEYS_OLD];
  return {
    database,
    settings: settingsOf(environment),
    // A function that is frozen between two requests has no steady clock to go by; its host keeps the wall clock right.
    clock: environment.VERCEL === undefined ? databaseTime(database.db).clock : systemClock,
    ids,
    log,
    secrets: createSecretBox(sealingKeys.map((key) => Buffer.from(key, "base64"))),
    uploads: createDirectoryUploadStore(resolve(environment.PLUMBLINE_HOME, "uploads")),
    traces: createPostgresTraceStore(database.db, ids),
    limiter: createRateLimiter(environment.PLUMBLINE_RATE_FACTOR),
    addresses: addressCheck,
    workflow: createWorkflowSender({
      baseUrl: environment.INNGEST_BASE_URL,
      eventKey: environment.INNGEST_EVENT_KEY,
      log,
    }),
  };
}

/** A context for one caller over given adapters. */
export function contextOver(shared: Shared, caller: { actor: Actor; address: string }): Ctx {
  return { ...shared, db: shared.database.db, actor: caller.actor, address: caller.address };
}

/** A context of this process for one caller; adapters and the pool are made once, at first use. */
export function createContext(caller: { actor: Actor; address: string }): Ctx {
  return contextOver(shared(), caller);
}

/** A context of the platform itself: workflow functions, the first start, the command line. */
export function systemContext(name: string): Ctx {
  return createContext({ actor: { type: "system", name }, address: "local" });
}

const SHARED = Symbol.for("plumbline.shared");

/** The global object, because the site's bundler may load this module more than once in a process. */
function processHolder(): { [SHARED]?: Shared } {
  return globalThis as typeof globalThis & { [SHARED]?: Shared };
}

function shared(): Shared {
  const holder = processHolder();
  holder[SHARED] ??= createShared(env());
  return holder[SHARED];
}

function settingsOf(environment: Env): Settings {
  return {
    version: packageVersion(),
    commit: environment.PLUMBLINE_COMMIT,
    origin: (environment.PLUMBLINE_ORIGIN ?? `http://127.0.0.1:${environment.PORT}`).replace(/\/+$/, ""),
    allowLoopback: environment.PLUMBLINE_ALLOW_LOOPBACK,
    rescores: environment.PLUMBLINE_RESCORES,
    submissionsPerDay: environment.PLUMBLINE_SUBMISSIONS_PER_DAY,
    uploadDays: environment.PLUMBLINE_UPLOAD_DAYS,
    uploadLimits: {
      compressedBytes: environment.PLUMBLINE_UPLOAD_COMPRESSED_BYTES,
      expandedBytes: environment.PLUMBLINE_UPLOAD_EXPANDED_BYTES,
      ratio: environment.PLUMBLINE_UPLOAD_RATIO,
      lineBytes: environment.PLUMBLINE_UPLOAD_LINE_BYTES,
      lines: environment.PLUMBLINE_UPLOAD_LINES,
      archiveFiles: environment.PLUMBLINE_UPLOAD_ARCHIVE_FILES,
    },
  };
}

function packageVersion(): string {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8"));
    if (typeof parsed === "object" && parsed !== null && "version" in parsed) return String(parsed.version);
  } catch {
    // Started from another folder: the version is shown as unknown rather than failing the start.
  }
  return "unknown";
}
