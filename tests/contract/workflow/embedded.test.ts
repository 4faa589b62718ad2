import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { workflowQueue, workflowRun, workflowStep } from "@/db/schema";
import { renewLeases } from "@/workers/embedded/queue";
import { gate } from "./gate";
import { embeddedBench } from "./harness";
import { noting } from "./noting";

/** For states that only the executor knows; the machine may be busy. */
const eventually = <Value>(look: () => Promise<Value> | Value) =>
  expect.poll(look, { timeout: 30_000, interval: 20 });
const DAY_MS = 24 * 60 * 60 * 1000;

describe("a lease", () => {
  it("that was given back while the heartbeat was under way is not taken again", async () => {
    await using bench = await embeddedBench(
      (client) => [
        client.createFunction({ id: "fails", retries: 1, triggers: { event: "go" } }, async () => {
          throw new Error("not now");
        }),
      ],
      { retryDelayMs: () => DAY_MS },
    );
    await bench.app.client.send({ name: "go", data: {} });
    const item = async () => (await bench.test.db.select().from(workflowQueue))[0];
    await eventually(async () => (await item())?.attempt).toBe(1);
    const waiting = await item();
    if (waiting === undefined) throw new Error("there is no item");
    const renewed = await renewLeases({ db: bench.test.db, clock: bench.clock }, [waiting]);
    expect([...renewed]).toEqual([]);
    expect((await item())?.leasedUntil).toBeNull();
  });
});

describe("events", () => {
  it("with an id count once within 24 hours and again after", async () => {
    await using bench = await embeddedBench(noting);
    await bench.app.client.send({ name: "go", id: "same", data: { n: 1 } });
    await bench.app.client.send([
      { name: "go", id: "same", data: { n: 2 } },
      { name: "go", id: "twin", data: { n: 3 } },
      { name: "go", id: "twin", data: { n: 4 } },
    ]);
    await bench.app.seen.atLeast("noted", 2);
    bench.clock.advance(DAY_MS + 1);
    await bench.app.client.send({ name: "go", id: "same", data: { n: 5 } });
    expect((await bench.app.seen.atLeast("noted", 3)).toSorted()).toEqual([1, 3, 5]);
  });

  it("without an id take one from the request's seed, so a repeated request adds nothing", async () => {
    await using bench = await embeddedBench(noting);
    const events = [
      { name: "go", data: { n: 1 }, ts: 1_700_000_000_000 },
      { name: "go", data: { n: 2 }, ts: 1_700_000_000_000 },
    ];
    const first = await (await bench.send(events, "1700000000000,AAAA")).json();
    const second = await (await bench.send(events, "1700000000000,AAAA")).json();
    expect(second).toEqual(first);
    expect(new Set(first.ids).size).toBe(2);
    await bench.ended("conformance-noting", 2);
    expect(bench.app.seen.all("noted").toSorted()).toEqual([1, 2]);
  });

  it("that are too large are refused", async () => {
    await using bench = await embeddedBench(noting);
    expect((await bench.send({ name: "go", data: { text: "x".repeat(600_000) } })).status).toBe(400);
    expect((await bench.send(Array.from({ length: 5_001 }, () => ({ name: "go" })))).status).toBe(400);
  });

  it("are never lost between a wait and the step that triggers them", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        { id: "asks", retries: 0, triggers: { event: "ask" } },
        async ({ step, event }) => {
          const [answer] = await Promise.all([
            step.waitForEvent("answer", { event: "answer", timeout: "1m", match: "data.n" }),
            step.sendEvent("question", { name: "answer", data: { n: event.data.n } }),
          ]);
          seen.add("answered", answer?.data.n);
        },
      ),
    ]);
    await bench.app.client.send(Array.from({ length: 25 }, (_, n) => ({ name: "ask", data: { n } })));
    const answers = await bench.app.seen.atLeast("answered", 25);
    expect(new Set(answers).size).toBe(25);
  });

  it("and the timeout of a wait: the first wins, the run goes on once", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        { id: "waits", retries: 0, triggers: { event: "go" } },
        async ({ step, event }) => {
          const got = await step.waitForEvent("it", { event: "it", timeout: "1h", match: "data.n" });
          await step.run("after", () => seen.add("after", got?.name ?? null));
          return event.data.n;
        },
      ),
    ]);
    await bench.app.client.send(Array.from({ length: 10 }, (_, n) => ({ name: "go", data: { n } })));
    await eventually(async () => (await (await bench.request("/v0/status")).json()).waits).toBe(10);
    bench.clock.advance(60 * 60 * 1000);
    await bench.app.client.send(Array.from({ length: 10 }, (_, n) => ({ name: "it", data: { n } })));
    const runs = await bench.ended("conformance-waits", 10);
    expect(runs.every((run) => run.state === "completed" && run.stepCount === 2)).toBe(true);
    expect(bench.app.seen.all("after")).toHaveLength(10);
  });
});

describe("time", () => {
  it("sleeps for days, also across a restart", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction({ id: "sleeper", retries: 0, triggers: { event: "go" } }, async ({ step }) => {
        await step.sleep("a week", "7d");
        await step.sleepUntil("a date", new Date(Date.now() + 1_000));
        seen.add("awake");
      }),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    await eventually(async () => (await (await bench.request("/v0/status")).json()).queue.timers).toBe(1);
    await bench.crash();
    bench.clock.advance(7 * DAY_MS);
    await bench.app.seen.atLeast("awake");
  });

  it("runs cron functions once per time that came, and once after a pause", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        { id: "tick", retries: 0, triggers: { cron: "0 3 * * *" } },
        async ({ event }) => {
          seen.add("tick", event.name);
        },
      ),
    ]);
    bench.clock.advance(DAY_MS);
    await bench.app.seen.atLeast("tick");
    await bench.stop();
    bench.clock.advance(3 * DAY_MS);
    await bench.start();
    expect(await bench.app.seen.atLeast("tick", 2)).toEqual([
      "inngest/scheduled.timer",
      "inngest/scheduled.timer",
    ]);
    await bench.ended("conformance-tick", 2);
    expect(await bench.test.db.select().from(workflowRun)).toHaveLength(2);
  });
});

describe("failures", () => {
  it("of the function are retried with the attempt's number and end in onFailure", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        {
          id: "throws",
          retries: 2,
          triggers: { event: "go" },
          onFailure: async ({ error }: { error: Error }) => seen.add("failed", error.message),
        },
        async ({ step, attempt }) => {
          await step.run("kept", () => seen.add("kept"));
          seen.add("attempt", attempt);
          throw new Error("always");
        },
      ),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    expect(await bench.app.seen.atLeast("failed")).toEqual(["always"]);
    expect(bench.app.seen.all("attempt")).toEqual([0, 1, 2]);
    expect(bench.app.seen.all("kept")).toHaveLength(1);
  });

  it("to reach the app cost no attempt", async () => {
    await using bench = await embeddedBench(noting);
    await bench.app.goAway();
    await bench.send({ name: "go", data: { n: 1 } });
    await eventually(async () => (await (await bench.request("/v0/status")).json()).queue.retrying).toBe(1);
    await bench.app.comeBack();
    bench.clock.advance(5_000);
    await bench.app.seen.atLeast("noted");
    const [run] = await bench.ended("conformance-noting");
    expect(run?.state).toBe("completed");
  });
});

describe("calls of the app", () => {
  it("are one for steps in a row and one per parallel step, not one per finished step", async () => {
    await using bench = await embeddedBench((client) => [
      client.createFunction({ id: "row", retries: 0, triggers: { event: "row" } }, async ({ step }) => {
        for (let n = 0; n < 20; n++) await step.run(`step ${n}`, () => n);
      }),
      client.createFunction(
        { id: "parallel", retries: 0, triggers: { event: "parallel" } },
        async ({ step }) => {
          await Promise.all(Array.from({ length: 20 }, (_, n) => step.run(`step ${n}`, () => n)));
        },
      ),
    ]);
    await bench.app.client.send({ name: "row", data: {} });
    await bench.ended("conformance-row");
    // The SDK ends a call after 10 s of steps, which a busy machine may reach.
    expect(bench.app.calls()).toBeLessThanOrEqual(2);
    const before = bench.app.calls();
    await bench.app.client.send({ name: "parallel", data: {} });
    await bench.ended("conformance-parallel");
    expect(bench.app.calls() - before).toBe(22);
  });
});

describe("status", () => {
  it("shows the operator runs, their steps, what they wait for and what is being retried", async () => {
    await using bench = await embeddedBench(
      (client) => [
        client.createFunction({ id: "stuck", retries: 1, triggers: { event: "go" } }, async ({ step }) => {
          await step.run("first", () => 1);
          await step.run("bad", () => {
            throw new Error("not today");
          });
        }),
        client.createFunction({ id: "waiting", retries: 0, triggers: { event: "go" } }, async ({ step }) => {
          await step.waitForEvent("it", { event: "it", timeout: "1h" });
        }),
      ],
      { retryDelayMs: () => 3_600_000 },
    );
    await bench.app.client.send({ name: "go", data: {} });
    const status = async () => (await bench.request("/v0/status")).json();
    await eventually(async () => [(await status()).queue.retrying, (await status()).waits].join()).toBe(
      "1,1",
    );
    expect(await status()).toMatchObject({ runs: { running: 2 }, queue: { timers: 1, running: 0 } });
    const { items } = await (await bench.request("/v0/runs?state=running")).json();
    expect(items).toHaveLength(2);
    const stuck = items.find((run: { functionId: string }) => run.functionId === "conformance-stuck");
    expect(await (await bench.request(`/v0/runs/${stuck.id}`)).json()).toMatchObject({
      steps: [{ name: "first", failed: false }],
      queue: [{ attempt: 1, lastError: "Error: not today" }],
    });
    expect((await bench.request("/v0/runs/unknown")).status).toBe(404);
  });
});

describe("limits", () => {
  it("fetches large state through the API and keeps every byte", async () => {
    const text = `\u0000 ${"é".repeat(700_000)} \ud83d\ude00`;
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        { id: "large", retries: 0, triggers: { event: "go" } },
        async ({ step, event }) => {
          const parts: string[] = [];
          for (const n of [1, 2, 3, 4]) {
            parts.push(await step.run(`part ${n}`, () => text));
            await step.sleep(`nap ${n}`, "1s");
          }
          seen.add("large", parts.every((part) => part === text) && event.data.n);
        },
      ),
    ]);
    await bench.app.client.send({ name: "go", data: { n: 7 } });
    for (let nap = 1; nap <= 4; nap++) {
      await eventually(async () => (await (await bench.request("/v0/status")).json()).queue.timers).toBe(1);
      bench.clock.advance(1_000);
      await eventually(
        async () => (await bench.test.db.select({ id: workflowStep.id }).from(workflowStep)).length,
      ).toBeGreaterThanOrEqual(nap * 2);
    }
    expect(await bench.app.seen.atLeast("large")).toEqual([7]);
  }, 60_000);

  it("ends a run whose step returns more than 4 MiB", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction({ id: "huge", retries: 3, triggers: { event: "go" } }, async ({ step }) => {
        await step.run("huge", () => "x".repeat(5 * 1024 * 1024));
        await step.run("next", () => seen.add("next"));
      }),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    const [run] = await bench.ended("conformance-huge");
    expect(run).toMatchObject({ state: "failed", error: { name: "StepOutputTooLarge" } });
    expect(bench.app.seen.all("next")).toEqual([]);
  });

  it("ends a run after 1,000 steps", async () => {
    await using bench = await embeddedBench((client) => [
      client.createFunction({ id: "endless", retries: 0, triggers: { event: "go" } }, async ({ step }) => {
        await step.sleep("first", "1s");
        for (let n = 0; ; n++) await step.run(`step ${n}`, () => n);
      }),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    await eventually(async () => (await (await bench.request("/v0/status")).json()).queue.timers).toBe(1);
    await bench.test.db.update(workflowRun).set({ stepCount: 990 }).where(eq(workflowRun.state, "running"));
    bench.clock.advance(1_000);
    const [run] = await bench.ended("conformance-endless");
    expect(run).toMatchObject({ state: "failed", stepCount: 1_000, error: { name: "TooManySteps" } });
  });

  it("of one key do not keep other keys from running", async () => {
    const hold = gate();
    await using bench = await embeddedBench(
      (client, seen) => [
        client.createFunction(
          {
            id: "keyed",
            retries: 0,
            concurrency: { limit: 1, key: "event.data.key" },
            triggers: { event: "go" },
          },
          async ({ event }) => {
            seen.add(`started ${event.data.key}`);
            if (event.data.key === "blocked") await hold.opened;
            seen.add("done", event.data.key);
          },
        ),
      ],
      { slots: 4 },
    );
    const blocked = Array.from({ length: 200 }, () => ({ name: "go", data: { key: "blocked" } }));
    await bench.app.client.send(blocked);
    await bench.app.seen.atLeast("started blocked");
    await bench.app.client.send([1, 2, 3].map((n) => ({ name: "go", data: { key: `free ${n}` } })));
    const done = await bench.app.seen.atLeast("done", 3);
    expect(done.toSorted()).toEqual(["free 1", "free 2", "free 3"]);
    expect(bench.app.seen.all("started blocked")).toHaveLength(1);
    hold.open();
  });
});
