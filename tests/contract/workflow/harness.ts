import { randomBytes } from "node:crypto";
import http from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { z } from "zod";
import { freePort } from "@/bin/supervisor/ports";
import type { Log } from "@/contracts/platform";
import { workflowRun } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/support/database";
import { type Executor, type ExecutorOptions, startExecutor } from "@/workers/embedded/executor";
import { bearerOf } from "@/workers/embedded/signature";
import { type Recorder, recorder } from "./recorder";

export type Functions = (client: Inngest, seen: Recorder) => InngestFunction.Any[];

/** An app served by the real SDK on a free port of this machine. Its functions can be exchanged, it can go away and come back. */
export type TestApp = {
  url: string;
  client: Inngest;
  seen: Recorder;
  /** The request with which the SDK saved the step of this name while its function went on; waits for it. */
  checkpointOf(step: string): Promise<{ path: string; body: Record<string, unknown> }>;
  /** Requests that the executor made so far. */
  calls(): number;
  serve(functions: Functions, options?: { unauthedSync?: boolean }): void;
  /** Answers everything itself instead of the SDK. */
  serveRaw(listener: http.RequestListener): void;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
};

const checkpointBody = z
  .object({ steps: z.array(z.object({ displayName: z.string().optional() }).loose()) })
  .loose();
const savedCheckpoint = z.object({ path: z.string(), body: z.record(z.string(), z.unknown()) });

export type Keys = { signingKey: string; eventKey: string };

export function testKeys(): Keys {
  return {
    signingKey: `signkey-test-${randomBytes(32).toString("hex")}`,
    eventKey: randomBytes(16).toString("hex"),
  };
}

export async function testApp(options: { id?: string; baseUrl: string; keys: Keys }): Promise<TestApp> {
  let handler: http.RequestListener = (_request, response) => response.writeHead(503).end("not yet");
  let calls = 0;
  const server = http.createServer((request, response) => {
    if (request.method === "POST") calls += 1;
    handler(request, response);
  });
  const port = await listen(server, 0);
  const saved = recorder();
  const noting: typeof fetch = (address, init) => {
    const path = new URL(String(address)).pathname;
    if (path.startsWith("/v1/checkpoint/")) {
      const body = checkpointBody.parse(JSON.parse(String(init?.body)));
      for (const step of body.steps) saved.add(step.displayName ?? "", { path, body });
    }
    return fetch(address, init);
  };
  const client = new Inngest({
    fetch: noting,
    id: options.id ?? "conformance",
    isDev: false,
    baseUrl: options.baseUrl,
    ...options.keys,
    logger: silent,
  });
  const seen = recorder();
  return {
    url: `http://127.0.0.1:${port}/api/inngest`,
    client,
    seen,
    calls: () => calls,
    checkpointOf: async (step) => savedCheckpoint.parse((await saved.atLeast(step))[0]),
    serve(functions, { unauthedSync = false } = {}) {
      handler = serve({ client, functions: functions(client, seen), enableUnauthedSync: unauthedSync });
    },
    serveRaw(listener) {
      handler = listener;
    },
    goAway: () => closeServer(server),
    comeBack: async () => {
      await listen(server, port);
    },
    close: () => closeServer(server),
  };
}

/** The embedded executor over a database of its own, with an app in this process. */
export type Bench = {
  app: TestApp;
  test: TestDatabase;
  keys: Keys;
  executor: Executor;
  baseUrl: string;
  logged: string[];
  clock: { now(): Date; advance(ms: number): void };
  /** Stops the executor as if it had been killed and starts it again on the same port. */
  crash(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Asks the executor as the SDK does; POST with a body, else GET. */
  request(path: string, body?: unknown): Promise<Response>;
  /** Posts events as they are. */
  send(events: unknown, seed?: string): Promise<Response>;
  /** Waits until a run of the function has ended and returns it. */
  ended(functionId: string, count?: number): Promise<(typeof workflowRun.$inferSelect)[]>;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function embeddedBench(
  functions: Functions,
  options: Partial<ExecutorOptions> & { unsynced?: true } = {},
): Promise<Bench> {
  const test = await testDatabase();
  const keys = testKeys();
  let offsetMs = 0;
  const clock = {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms: number) => {
      offsetMs += ms;
    },
  };
  const logged: string[] = [];
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const app = await testApp({ baseUrl, keys });
  app.serve(functions);
  const start = () =>
    startExecutor({
      databaseUrl: test.url,
      port,
      appUrl: app.url,
      ...keys,
      log: memoryLog(logged),
      clock,
      retryDelayMs: () => 20,
      ...options,
    });
  const bench: Bench = {
    app,
    test,
    keys,
    baseUrl,
    logged,
    clock,
    executor: await start(),
    async crash() {
      await bench.executor.close({ drainMs: 0 });
      bench.executor = await start();
    },
    stop: () => bench.executor.close({ drainMs: 0 }),
    async start() {
      bench.executor = await start();
    },
    request: (path, body) =>
      fetch(`${baseUrl}${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: { ...authorization(keys), "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    send: (events, seed) =>
      fetch(`${baseUrl}/e/${keys.eventKey}`, {
        method: "POST",
        headers: seed === undefined ? {} : { "x-inngest-event-id-seed": seed },
        body: JSON.stringify(events),
      }),
    async ended(functionId, count = 1) {
      for (;;) {
        const runs = await test.db.select().from(workflowRun).where(eq(workflowRun.functionId, functionId));
        if (runs.length >= count && runs.every((run) => run.state !== "running")) return runs;
        await delay(10);
      }
    },
    async [Symbol.asyncDispose]() {
      await bench.executor.close({ drainMs: 0 }).catch(() => {});
      await app.close();
      await test[Symbol.asyncDispose]();
    },
  };
  if (!options.unsynced) await bench.executor.sync();
  return bench;
}

/** The bearer of the SDK. */
export function authorization(keys: Keys): { authorization: string } {
  return { authorization: `Bearer ${bearerOf(keys.signingKey)}` };
}

export function memoryLog(lines: string[]): Log {
  const write = (fields: Record<string, unknown>, message: string) =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { debug: write, info: write, warn: write, error: write };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function listen(server: http.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
