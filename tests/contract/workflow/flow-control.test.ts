import { asc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { workflowQueue } from "@/db/schema";
import { gate } from "./gate";
import { embeddedBench, type Functions } from "./harness";

const eventually = <Value>(look: () => Promise<Value> | Value) =>
  expect.poll(look, { timeout: 30_000, interval: 20 });
const go = (count: number, data: (n: number) => Record<string, unknown> = () => ({})) =>
  Array.from({ length: count }, (_, n) => ({ name: "go", data: { n, ...data(n) } }));

describe("rateLimit", () => {
  it("skips starts above the limit of each key and lets them in again with time", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        {
          id: "limited",
          retries: 0,
          rateLimit: { limit: 1, period: "1h", key: "event.data.key" },
          triggers: { event: "go" },
        },
        async ({ event }) => seen.add("ran", event.data.key),
      ),
    ]);
    await bench.app.client.send(go(6, (n) => ({ key: n % 2 === 0 ? "a" : "b" })));
    await bench.ended("conformance-limited", 2);
    expect(bench.app.seen.all("ran").toSorted()).toEqual(["a", "b"]);
    bench.clock.advance(60 * 60 * 1000);
    await bench.app.client.send(go(2, () => ({ key: "a" })));
    await bench.ended("conformance-limited", 3);
    expect(bench.app.seen.all("ran")).toHaveLength(3);
  });
});

describe("throttle", () => {
  it("starts as many as the limit at once and the others one by one, in order", async () => {
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        {
          id: "throttled",
          retries: 0,
          throttle: { limit: 2, period: "1h" },
          triggers: { event: "go" },
        },
        async ({ event }) => seen.add("ran", event.data.n),
      ),
    ]);
    await bench.app.client.send(go(4));
    await bench.app.seen.atLeast("ran", 2);
    const waiting = await bench.test.db
      .select({ at: workflowQueue.at })
      .from(workflowQueue)
      .orderBy(asc(workflowQueue.at));
    const minutes = waiting
      .slice(-2)
      .map(({ at }) => Math.round((at.getTime() - bench.clock.now().getTime()) / 60_000));
    expect(minutes).toEqual([30, 60]);
    expect(bench.app.seen.all("ran").toSorted()).toEqual([0, 1]);
    bench.clock.advance(30 * 60 * 1000);
    await bench.app.seen.atLeast("ran", 3);
    bench.clock.advance(30 * 60 * 1000);
    expect((await bench.app.seen.atLeast("ran", 4)).slice(2)).toEqual([2, 3]);
  });
});

describe("singleton", () => {
  const singleton =
    (mode: "skip" | "cancel"): Functions =>
    (client, seen) => [
      client.createFunction(
        { id: "single", retries: 0, singleton: { mode, key: "event.data.key" }, triggers: { event: "go" } },
        async ({ step, event }) => {
          seen.add("began", event.data.n);
          await step.waitForEvent("end", { event: "end", timeout: "1h" });
          seen.add("ended", event.data.n);
        },
      ),
    ];

  it("skips a start while a run of its key is active", async () => {
    await using bench = await embeddedBench(singleton("skip"));
    await bench.app.client.send(go(3, () => ({ key: "a" })));
    await bench.app.client.send({ name: "go", data: { n: 9, key: "b" } });
    await bench.app.seen.atLeast("began", 2);
    await eventually(async () => (await (await bench.request("/v0/status")).json()).waits).toBe(2);
    await bench.app.client.send({ name: "end", data: {} });
    await bench.ended("conformance-single", 2);
    expect(bench.app.seen.all("ended").toSorted()).toEqual([0, 9]);
    await bench.app.client.send({ name: "go", data: { n: 10, key: "a" } });
    await bench.app.seen.atLeast("began", 3);
  });

  it("replaces the active run in mode cancel", async () => {
    await using bench = await embeddedBench(singleton("cancel"));
    for (const n of [1, 2]) {
      await bench.app.client.send({ name: "go", data: { n, key: "a" } });
      await bench.app.seen.atLeast("began", n);
      await eventually(async () => (await (await bench.request("/v0/status")).json()).waits).toBe(1);
    }
    await bench.app.client.send({ name: "end", data: {} });
    const runs = await bench.ended("conformance-single", 2);
    expect(runs.map((run) => run.state).toSorted()).toEqual(["cancelled", "completed"]);
    expect(bench.app.seen.all("ended")).toEqual([2]);
  });
});

describe("priority", () => {
  it("makes calls of important runs first", async () => {
    const hold = gate();
    await using bench = await embeddedBench(
      (client, seen) => [
        client.createFunction(
          { id: "ordered", retries: 0, priority: { run: "event.data.n * 10.0" }, triggers: { event: "go" } },
          async ({ event }) => {
            if (event.data.n === 0) await hold.opened;
            seen.add("ran", event.data.n);
          },
        ),
      ],
      { slots: 1 },
    );
    await bench.app.client.send(go(1));
    await eventually(async () => (await (await bench.request("/v0/status")).json()).calls).toBe(1);
    await bench.app.client.send(go(5));
    hold.open();
    expect(await bench.app.seen.atLeast("ran", 6)).toEqual([0, 4, 3, 2, 1, 0]);
  });
});

describe("timeouts", () => {
  const timed: Functions = (client, seen) => [
    client.createFunction(
      {
        id: "timed",
        retries: 0,
        concurrency: 1,
        timeouts: { start: "1m", finish: "10m" },
        triggers: { event: "go" },
      },
      async ({ step, event }) => {
        seen.add("began", event.data.n);
        await step.sleep("long", "1h");
        seen.add("ended");
      },
    ),
    client.createFunction(
      {
        id: "blocked",
        retries: 0,
        throttle: { limit: 1, period: "1d" },
        timeouts: { start: "1m" },
        triggers: { event: "go" },
      },
      async () => seen.add("unblocked"),
    ),
  ];

  it("cancel a run that does not start or does not finish in time", async () => {
    await using bench = await embeddedBench(timed);
    await bench.app.client.send(go(2));
    await bench.app.seen.atLeast("began", 2);
    await eventually(async () => (await (await bench.request("/v0/status")).json()).queue.waiting).toBe(1);
    bench.clock.advance(61_000);
    const blocked = await bench.ended("conformance-blocked", 2);
    expect(blocked.map((run) => run.state).toSorted()).toEqual(["cancelled", "completed"]);
    bench.clock.advance(10 * 60_000);
    const runs = await bench.ended("conformance-timed", 2);
    expect(runs.map((run) => run.state)).toEqual(["cancelled", "cancelled"]);
    expect(bench.app.seen.all("ended")).toEqual([]);
    expect(await bench.test.db.select().from(workflowQueue)).toEqual([]);
  });

  it("let a call that is under way finish its run", async () => {
    const hold = gate();
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        { id: "late", retries: 0, timeouts: { finish: "1m" }, triggers: { event: "go" } },
        async () => {
          seen.add("began");
          await hold.opened;
        },
      ),
    ]);
    await bench.app.client.send(go(1));
    await bench.app.seen.atLeast("began");
    bench.clock.advance(2 * 60_000);
    await eventually(async () => (await (await bench.request("/v0/status")).json()).queue.timers).toBe(0);
    hold.open();
    const [run] = await bench.ended("conformance-late");
    expect(run?.state).toBe("completed");
  });
});

describe("invoke", () => {
  it("of a function that does not start is answered with an error at once", async () => {
    await using bench = await embeddedBench((client, seen) => {
      const once = client.createFunction(
        { id: "once", retries: 0, idempotency: "event.data.key", triggers: [] },
        async () => "result",
      );
      const parent = client.createFunction(
        { id: "parent", retries: 0, triggers: { event: "go" } },
        async ({ step }) => {
          const first = await step.invoke("first", { function: once, data: { key: "k" } });
          const second = await step
            .invoke("second", { function: once, data: { key: "k" } })
            .catch((error: Error) => error.message);
          seen.add("answers", [first, second]);
        },
      );
      return [once, parent];
    });
    await bench.app.client.send(go(1));
    expect(await bench.app.seen.atLeast("answers")).toEqual([
      ["result", expect.stringMatching(/did not start "conformance-once": its idempotency key/)],
    ]);
  });

  it("that takes too long fails in the parent and the child goes on", async () => {
    await using bench = await embeddedBench((client, seen) => {
      const slow = client.createFunction({ id: "slow", retries: 0, triggers: [] }, async ({ step }) => {
        await step.sleep("long", "1h");
        seen.add("child ended");
      });
      const parent = client.createFunction(
        { id: "parent", retries: 0, triggers: { event: "go" } },
        async ({ step }) => {
          await step
            .invoke("slow", { function: slow, timeout: "1m" })
            .catch((error: Error) => seen.add("failed", error.message));
        },
      );
      return [slow, parent];
    });
    await bench.app.client.send(go(1));
    await eventually(async () => (await (await bench.request("/v0/status")).json()).queue.timers).toBe(2);
    bench.clock.advance(60_000);
    expect(await bench.app.seen.atLeast("failed")).toEqual(["The invoked function did not end in time."]);
    bench.clock.advance(60 * 60_000);
    await bench.app.seen.atLeast("child ended");
    const [child] = await bench.ended("conformance-slow");
    expect(child?.state).toBe("completed");
  });
});
