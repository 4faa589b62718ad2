import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@/bin/supervisor/ports";
import type { Actor } from "@/contracts/actor";
import type { Log } from "@/contracts/platform";
import { Secret } from "@/contracts/secret";
import type { SubmissionView } from "@/contracts/submission";
import { type RunnerOptions, startRunner } from "@/gpu-runner/main";
import { identify } from "@/server/api/request-context";
import { contextOver, type Shared } from "@/server/context";
import { ensureFirstAdmin } from "@/server/domain/account";
import { syncCatalog } from "@/server/domain/catalog";
import type { Ctx } from "@/server/domain/ctx";
import { getSubmissionView } from "@/server/domain/submission";
import { createWorkflowSender } from "@/server/platform/workflow-sender";
import { testPlatform } from "@/tests/support/context";
import { type TestDatabase, testDatabase } from "@/tests/support/database";
import { type Exchange, serveRunnerRoutes } from "@/tests/support/runner-routes";
import { type Executor, startExecutor } from "@/workers/embedded/executor";

const ADMIN_KEY = `pl_${"A".repeat(43)}`;
export const RUNNER_KEY = `pl_${"R".repeat(43)}`;

/** Everything from submission to board in one process: real database, real executor, real functions, real runner protocol. */
export type EngineRoom = {
  test: TestDatabase;
  system: Ctx;
  /** The operator's administrator, as a signed-in person. */
  admin: Ctx;
  anonymous: Ctx;
  origin: string;
  /** What runners were sent and what they sent, as text. */
  wire: Exchange[];
  logged: string[];
  advance(ms: number): void;
  executor: {
    /** Ends the executor at once, as kill -9 would: nothing is drained. */
    kill(): Promise<void>;
    start(): Promise<void>;
  };
  runner(options?: Partial<RunnerOptions>): { stop(): Promise<void>; home: string };
  /** Waits until the submission is in one of the states; the error says where it stands instead. */
  reaches(submissionId: string, states: readonly string[], withinMs?: number): Promise<SubmissionView>;
  [Symbol.asyncDispose](): Promise<void>;
};

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** `executorProcess`: the executor as a process of its own, so that it can be killed. */
export async function engineRoom(options: { executorProcess?: boolean } = {}): Promise<EngineRoom> {
  const test = await testDatabase();
  const executorPort = await freePort();
  const signingKey = `signkey-test-${randomBytes(32).toString("hex")}`;
  const eventKey = randomBytes(16).toString("hex");
  const baseUrl = `http://127.0.0.1:${executorPort}`;
  let offsetMs = 0;
  const clock = { now: () => new Date(Date.now() + offsetMs) };
  const platform = testPlatform(test.database);
  const shared: Shared = {
    ...platform.shared,
    clock,
    workflow: createWorkflowSender({ baseUrl, eventKey, log: platform.shared.log }),
  };
  (globalThis as Record<symbol, unknown>)[Symbol.for("plumbline.shared")] = shared;
  Object.assign(process.env, {
    INNGEST_DEV: "0",
    INNGEST_BASE_URL: baseUrl,
    INNGEST_SIGNING_KEY: signingKey,
    INNGEST_EVENT_KEY: eventKey,
  });
  const as = (actor: Actor) => contextOver(shared, { actor, address: "local" });
  const system = as({ type: "system", name: "test" });
  const anonymous = as({ type: "anonymous" });
  const ids = await ensureFirstAdmin(system, {
    adminKey: new Secret(ADMIN_KEY),
    runnerKey: new Secret(RUNNER_KEY),
  });
  await syncCatalog(system);
  const admin = as({ type: "account", ...ids, scopes: ["admin", "submit"], apiKeyId: null, isAdmin: true });
  const wire: EngineRoom["wire"] = [];
  const app = await serveApp(anonymous, wire);
  let executor: Pick<Executor, "close"> | null = null;
  let known = false;
  const startIt = async () => {
    if (options.executorProcess === true) {
      executor = await spawnExecutor(
        {
          DATABASE_URL: test.url,
          PLUMBLINE_EXECUTOR_PORT: String(executorPort),
          INNGEST_SIGNING_KEY: signingKey,
          INNGEST_EVENT_KEY: eventKey,
          PLUMBLINE_APP_SERVE_URL: `${app.origin}/api/inngest`,
        },
        !known,
      );
      known = true;
      return;
    }
    const started = await startExecutor({
      databaseUrl: test.url,
      port: executorPort,
      appUrl: `${app.origin}/api/inngest`,
      signingKey,
      eventKey,
      log: silent,
      retryDelayMs: () => 50,
    });
    await started.sync();
    executor = started;
  };
  await startIt();
  const runners: { stop(): Promise<void> }[] = [];
  const madeHomes: string[] = [];
  const makeHome = () => {
    const home = mkdtempSync(path.join(tmpdir(), "plumbline-runner-"));
    madeHomes.push(home);
    return home;
  };
  return {
    test,
    system,
    admin,
    anonymous,
    origin: app.origin,
    wire,
    logged: platform.logged,
    advance: (ms) => {
      offsetMs += ms;
    },
    executor: {
      kill: async () => {
        await executor?.close({ drainMs: 0 });
        executor = null;
      },
      start: startIt,
    },
    runner: (options = {}) => {
      const controller = new AbortController();
      const home = options.home ?? makeHome();
      const ended = startRunner({
        server: app.origin,
        token: new Secret(RUNNER_KEY),
        name: "flow",
        drainMs: 1_000,
        log: silent,
        ...options,
        home,
        signal: controller.signal,
      }).catch(() => {});
      const one = {
        home,
        stop: async () => {
          controller.abort();
          await ended;
        },
      };
      runners.push(one);
      return one;
    },
    reaches: async (submissionId, states, withinMs = 120_000) => {
      const until = Date.now() + withinMs;
      for (;;) {
        const view = await getSubmissionView(admin, { id: submissionId });
        if (states.includes(view.state)) return view;
        if (Date.now() > until || view.state === "failed") {
          throw new Error(
            `${view.state} instead of ${states.join(" or ")}: ${JSON.stringify({ ...view, lineErrors: [] })}`,
          );
        }
        await delay(50);
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const one of runners) await one.stop();
      for (const home of madeHomes) rmSync(home, { recursive: true, force: true });
      await executor?.close({ drainMs: 0 });
      await app[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The executor's own entry in a process; `close` is kill -9. At its first start it is ready when it knows the functions. */
async function spawnExecutor(
  environment: Record<string, string>,
  first: boolean,
): Promise<Pick<Executor, "close">> {
  const child = spawn(process.execPath, ["--import", "tsx", "workers/embedded/main.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString("utf8").includes(first ? "workflow functions registered" : "executor ready"))
        resolve();
    });
    child.once("close", () => reject(new Error("the executor ended")));
  });
  return {
    close: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The site's route handlers for runners and the workflow engine, on a port of this machine. */
async function serveApp(anonymous: Ctx, wire: EngineRoom["wire"]) {
  const { serve } = await import("inngest/node");
  const { workflows } = await import("@/workers/client");
  const { functions } = await import("@/workers/functions");
  const inngest = serve({ client: workflows, functions, enableUnauthedSync: false });
  return serveRunnerRoutes({
    identify: (request) => identify(anonymous, request),
    before: (incoming, outgoing) => {
      const isForEngine = incoming.url?.startsWith("/api/inngest") ?? false;
      if (isForEngine) void inngest(incoming, outgoing);
      return isForEngine;
    },
    heard: (exchange) => wire.push(exchange),
  });
}
