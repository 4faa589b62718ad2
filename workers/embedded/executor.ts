import type { AddressInfo } from "node:net";
import type { Clock, Log } from "@/contracts/platform";
import { openDatabase } from "@/db/client";
import { databaseTime } from "@/db/database-time";
import { retryDelayMs } from "./backoff";
import { closeConnection, openConnection } from "./call-app";
import type { Engine } from "./engine";
import { removeOld } from "./housekeeping";
import { createServer } from "./http-server";
import { SYNC_EVERY_MS } from "./limits";
import { releaseLeases } from "./queue";
import { checkSigningKey } from "./signature";
import { becomeSoleExecutor } from "./sole-executor";
import { loadFunctions, SyncRefused, syncApp } from "./sync";
import { startWorker } from "./worker";

export type ExecutorOptions = {
  databaseUrl: string;
  /** 0 takes a free port. Always bound to 127.0.0.1. */
  port: number;
  /** Where the app serves the SDK, for example http://127.0.0.1:3000/api/inngest. */
  appUrl: string;
  signingKey: string;
  eventKey: string;
  log: Log;
  clock?: Clock;
  /** Delay after failed attempt number n (from 0); the real server's table by default. */
  retryDelayMs?: (attempt: number) => number;
  /** Calls of the app at the same time. */
  slots?: number;
};

export type Executor = {
  port: number;
  /** Registers the app's functions now; throws `SyncRefused` when one of them needs what is not supported. */
  sync(): Promise<boolean>;
  /** Stops. With `drainMs` 0 running calls are dropped as if the process had been killed. */
  close(options?: { drainMs?: number }): Promise<void>;
};

type SyncState = { state: "waiting" | "registered" | "refused"; message: string | null };

const DEFAULT_SLOTS = 16;
const DEFAULT_DRAIN_MS = 10_000;
const RESYNC_MS = 1_000;
const HOUSEKEEPING_MS = 60 * 60 * 1000;

/** Starts the embedded executor: state in PostgreSQL, the SDK's protocol on both sides. */
export async function startExecutor(options: ExecutorOptions): Promise<Executor> {
  checkSigningKey(options.signingKey);
  const { log } = options;
  const sole = await becomeSoleExecutor(options.databaseUrl);
  const database = openDatabase({ url: options.databaseUrl, maxConnections: 10 });
  const time = databaseTime(database.db);
  await time.ready;
  // Signatures are checked against the real time, which is not the clock that a test may give.
  const app = { url: options.appUrl, connection: openConnection(options.signingKey, time.clock) };
  let wakeWorker = () => {};
  const engine: Engine = {
    db: database.db,
    clock: options.clock ?? time.clock,
    log,
    functions: new Map(),
    retryDelayMs: options.retryDelayMs ?? ((attempt) => retryDelayMs(attempt, Math.random())),
    wake: () => wakeWorker(),
  };
  let syncState: SyncState = { state: "waiting", message: null };
  let syncTimer: NodeJS.Timeout | undefined;
  let closed = false;

  let syncing: Promise<boolean> | undefined;
  function sync(): Promise<boolean> {
    syncing ??= syncOnce().finally(() => {
      syncing = undefined;
    });
    return syncing;
  }

  async function syncOnce(): Promise<boolean> {
    try {
      const modified = await syncApp(engine, app);
      if (modified) log.info({ functions: [...engine.functions.keys()] }, "workflow functions registered");
      syncState = { state: "registered", message: null };
      return modified;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const state =
        error instanceof SyncRefused ? "refused" : syncState.state === "refused" ? "refused" : "waiting";
      if (syncState.message !== message)
        log.warn({ appUrl: options.appUrl, message }, "workflow sync failed");
      syncState = { state, message };
      throw error;
    }
  }

  function syncAgainIn(ms: number): void {
    if (closed) return;
    clearTimeout(syncTimer);
    syncTimer = setTimeout(() => {
      sync().then(
        () => syncAgainIn(SYNC_EVERY_MS),
        (error: unknown) => syncAgainIn(error instanceof SyncRefused ? SYNC_EVERY_MS : RESYNC_MS),
      );
    }, ms);
  }

  await loadFunctions(engine);
  const released = await releaseLeases(engine);
  if (released > 0) log.info({ released }, "calls of a previous executor are made again");
  const server = createServer({
    engine,
    signingKey: options.signingKey,
    eventKey: options.eventKey,
    sync,
    status: () => ({ sync: syncState, calls: worker.calls() }),
  });
  const worker = startWorker(engine, app, {
    slots: options.slots ?? DEFAULT_SLOTS,
    // The app is away, probably restarting, and may come back with other functions.
    onUndelivered: () => syncAgainIn(RESYNC_MS),
  });
  wakeWorker = worker.wake;
  const port = await listen(server, options.port);
  const housekeeping = setInterval(() => void removeOld(engine).catch(() => {}), HOUSEKEEPING_MS);
  syncAgainIn(0);

  return {
    port,
    sync,
    async close({ drainMs = DEFAULT_DRAIN_MS } = {}) {
      closed = true;
      clearTimeout(syncTimer);
      clearInterval(housekeeping);
      await worker.stop(drainMs);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      closeConnection(app.connection);
      time.close();
      await database.close();
      await sole.release();
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
