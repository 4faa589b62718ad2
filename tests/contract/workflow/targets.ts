import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe } from "vitest";
import { authorization, embeddedBench, type Functions, type Keys, type TestApp, testApp } from "./harness";

/** An executor under test with an app that it calls. */
export type Target = {
  name: "embedded" | "real";
  app: TestApp;
  /** Sends one event; its name gets the suite's prefix. */
  send(event: string, data?: Record<string, unknown>, id?: string): Promise<unknown>;
  /** Posts to the executor as the SDK does. */
  post(path: string, body: unknown): Promise<{ status: number; body: unknown }>;
  eventPath: string;
  /** Lets time pass at once where the executor's clock is the test's; a real server's time passes by itself. */
  advance(ms: number): void;
};

const { INNGEST_BASE_URL, INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY } = process.env;

/** A new prefix for the names of one suite's events and of its app: a real server serves many suites. */
export function mintPrefix(): string {
  return `conformance-${randomBytes(4).toString("hex")}`;
}

/**
 * The same suite for every executor: the embedded one always, a real Inngest server when INNGEST_BASE_URL names one (with
 * INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY). `suite` registers its tests and gets the target when they run.
 */
export function onEveryExecutor(
  prefix: string,
  functions: Functions,
  suite: (target: () => Target) => void,
  options: { concurrent?: true } = {},
): void {
  const real = INNGEST_BASE_URL
    ? `the server at ${INNGEST_BASE_URL}`
    : "a real Inngest server (set INNGEST_BASE_URL to run)";
  for (const [name, available, open] of [
    ["the embedded executor", true, openEmbedded],
    [real, Boolean(INNGEST_BASE_URL), openReal],
  ] as const)
    describe.skipIf(!available)(
      `on ${name}`,
      { timeout: 60_000, concurrent: options.concurrent ?? false },
      () => {
        let opened: { target: Target; close(): Promise<void> } | undefined;
        beforeAll(async () => {
          opened = await open(prefix, functions);
        }, 60_000);
        afterAll(() => opened?.close());
        suite(() => {
          if (!opened) throw new Error("The executor was not opened.");
          return opened.target;
        });
      },
    );
}

async function openEmbedded(prefix: string, functions: Functions) {
  const bench = await embeddedBench(functions, { slots: 64 });
  const target = {
    ...targetOf("embedded", prefix, bench.app, bench.baseUrl, bench.keys),
    advance: bench.clock.advance,
  };
  return { target, close: () => bench[Symbol.asyncDispose]() };
}

async function openReal(prefix: string, functions: Functions) {
  if (!INNGEST_BASE_URL || !INNGEST_SIGNING_KEY || !INNGEST_EVENT_KEY)
    throw new Error("INNGEST_BASE_URL also needs INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY.");
  const keys = { signingKey: INNGEST_SIGNING_KEY, eventKey: INNGEST_EVENT_KEY };
  const app = await testApp({ id: prefix, baseUrl: INNGEST_BASE_URL, keys });
  app.serve(functions, { unauthedSync: true });
  let answer = await fetch(app.url, { method: "PUT" });
  // A server on SQLite refuses one of two registrations that come at once.
  for (let tries = 1; !answer.ok && tries < 10; tries++) {
    await delay(500);
    answer = await fetch(app.url, { method: "PUT" });
  }
  if (!answer.ok) throw new Error(`The server did not register the app: ${await answer.text()}`);
  return { target: targetOf("real", prefix, app, INNGEST_BASE_URL, keys), close: () => app.close() };
}

function targetOf(name: Target["name"], prefix: string, app: TestApp, baseUrl: string, keys: Keys): Target {
  return {
    name,
    app,
    advance: () => {},
    eventPath: `/e/${keys.eventKey}`,
    send: (event, data = {}, id) =>
      app.client.send({ name: `${prefix}/${event}`, data, ...(id ? { id } : {}) }),
    async post(path, body) {
      const response = await fetch(baseUrl + path, {
        method: "POST",
        headers: { ...authorization(keys), "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
    },
  };
}
