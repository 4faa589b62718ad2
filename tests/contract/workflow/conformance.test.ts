import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceFunctions } from "./conformance-functions";
import { embeddedBench, type TestApp, testApp } from "./harness";

// The same suite for every executor: the embedded one always, a real Inngest server when INNGEST_BASE_URL names one.

type Target = { app: TestApp; close(): Promise<void> };
const prefix = `conformance-${randomBytes(4).toString("hex")}`;
const { INNGEST_BASE_URL, INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY } = process.env;

async function embedded(): Promise<Target> {
  const bench = await embeddedBench(conformanceFunctions(prefix));
  return { app: bench.app, close: () => bench[Symbol.asyncDispose]() };
}

async function realServer(): Promise<Target> {
  if (!INNGEST_BASE_URL || !INNGEST_SIGNING_KEY || !INNGEST_EVENT_KEY)
    throw new Error("INNGEST_BASE_URL also needs INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY.");
  const app = await testApp({
    id: prefix,
    baseUrl: INNGEST_BASE_URL,
    keys: { signingKey: INNGEST_SIGNING_KEY, eventKey: INNGEST_EVENT_KEY },
  });
  app.serve(conformanceFunctions(prefix), { unauthedSync: true });
  const answer = await fetch(app.url, { method: "PUT" });
  if (!answer.ok) throw new Error(`The server did not register the app: ${await answer.text()}`);
  return { app, close: () => app.close() };
}

const targets: [string, boolean, () => Promise<Target>][] = [
  ["the embedded executor", true, embedded],
  [
    INNGEST_BASE_URL
      ? `the server at ${INNGEST_BASE_URL}`
      : "a real Inngest server (set INNGEST_BASE_URL to run)",
    Boolean(INNGEST_BASE_URL),
    realServer,
  ],
];

for (const [name, available, open] of targets)
  describe.skipIf(!available)(`conformance on ${name}`, { timeout: 90_000 }, () => {
    let target: Target;
    beforeAll(async () => {
      target = await open();
    }, 60_000);
    afterAll(() => target?.close());
    const send = (event: string, data: Record<string, unknown>, id?: string) =>
      target.app.client.send({ name: `${prefix}/${event}`, data, ...(id ? { id } : {}) });

    it("runs one function that uses every feature", async () => {
      await send("everything", { go: false, key: "k0" });
      await send("everything", { go: true, key: "k1" });
      const [result] = await target.app.seen.atLeast("everything");
      expect(result).toEqual({
        parallel: [0, 2, 4, 6, 8],
        repeated: ["a", "b"],
        flaky: 3,
        caught: "never works",
        answer: "yes",
        nothing: null,
        child: 40,
        failedChild: "negative",
        attempt: 0,
      });
      expect(target.app.seen.all("everything")).toHaveLength(1);
    });

    it("calls onFailure once, with the error and the event", async () => {
      await send("failing", { n: 7 });
      expect(await target.app.seen.atLeast("on failure")).toEqual([{ message: "on purpose", original: 7 }]);
    });

    it("cancels the matching run and no other", async () => {
      await send("start", { id: "a" });
      await send("start", { id: "b" });
      await target.app.seen.atLeast("begun a");
      await target.app.seen.atLeast("begun b");
      // Both runs are past their first step when this event is handled, because events of one sender are handled in order.
      await send("stop", { id: "a" });
      for (let round = 0; target.app.seen.all("finished b").length === 0 && round < 60; round++) {
        await send("go", { round });
        await Promise.race([
          target.app.seen.atLeast("finished b"),
          new Promise((resolve) => setTimeout(resolve, 250)),
        ]);
      }
      expect(target.app.seen.all("finished b")).toEqual([`${prefix}/go`]);
      expect(target.app.seen.all("finished a")).toEqual([]);
    });

    it("takes an event id once", async () => {
      await send("per-event", { key: "one of two" }, `${prefix}-same`);
      await send("per-event", { key: "one of two" }, `${prefix}-same`);
      await send("per-event", { key: "last" });
      await target.app.seen.atLeast("per event last");
      await target.app.seen.atLeast("per event", 2);
      expect(target.app.seen.all("per event one of two")).toHaveLength(1);
    });

    it("takes a function's idempotency key once", async () => {
      await send("once", { key: "by key" });
      await send("once", { key: "by key" });
      await send("once", { key: "last" });
      await target.app.seen.atLeast("once last");
      await target.app.seen.atLeast("once", 2);
      expect(target.app.seen.all("once by key")).toHaveLength(1);
    });

    it("keeps the concurrency limit of every key", async () => {
      await target.app.client.send(
        Array.from({ length: 12 }, (_, n) => ({
          name: `${prefix}/limited`,
          data: { tenant: n % 2 === 0 ? "x" : "y" },
        })),
      );
      await target.app.seen.atLeast("limited done", 12);
      for (const tenant of ["x", "y"])
        expect(Math.max(...target.app.seen.all(`active ${tenant}`).map(Number))).toBeLessThanOrEqual(2);
    });

    it("goes on after the quickest of a race", async () => {
      await send("race", {});
      expect(await target.app.seen.atLeast("race")).toEqual(["after quick"]);
    });
  });
