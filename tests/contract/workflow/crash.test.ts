import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { and, count, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { freePort } from "@/bin/supervisor/ports";
import { workflowQueue, workflowRun, workflowStep } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { conformanceFunctions } from "./conformance-functions";
import { gate } from "./gate";
import { authorization, embeddedBench, type Functions, testApp, testKeys } from "./harness";

const CHILDREN = 40;

/** A parent that starts children with deterministic event ids and waits until all have reported. */
const fanOut: Functions = (client, seen) => [
  client.createFunction(
    { id: "parent", retries: 4, triggers: { event: "parent" } },
    async ({ step, runId }) => {
      await step.run("prepare", () => "ready");
      await Promise.all([
        step.waitForEvent("all done", { event: "all.done", timeout: "5m" }),
        step.sendEvent(
          "fan out",
          Array.from({ length: CHILDREN }, (_, n) => ({ id: `${runId}:${n}`, name: "child", data: { n } })),
        ),
      ]);
      seen.add("parent");
    },
  ),
  client.createFunction(
    { id: "child", retries: 4, triggers: { event: "child" } },
    async ({ step, event }) => {
      await step.run("work", () => seen.add("work", event.data.n));
      await step.run("rest", () => event.data.n);
      seen.add("child", event.data.n);
      await step.sendEvent("report", { id: `reported:${event.data.n}`, name: "reported", data: {} });
    },
  ),
];

describe("an executor that is killed", { timeout: 90_000 }, () => {
  it("in the middle of a fan-out starts no child twice and finishes every one", async () => {
    await using bench = await embeddedBench(fanOut, { slots: 4 });
    await bench.app.client.send({ name: "parent", data: {} });
    for (const finished of [5, 15, 25]) {
      await bench.app.seen.atLeast("child", finished);
      await bench.crash();
    }
    await bench.ended("conformance-child", CHILDREN);
    await bench.app.client.send({ name: "all.done", data: {} });
    const [parent] = await bench.ended("conformance-parent");
    expect(parent?.state).toBe("completed");
    const children = await bench.ended("conformance-child", CHILDREN);
    expect(children).toHaveLength(CHILDREN);
    expect(children.every((run) => run.state === "completed")).toBe(true);
    const [steps] = await bench.test.db
      .select({ n: count() })
      .from(workflowStep)
      .innerJoin(workflowRun, eq(workflowRun.id, workflowStep.runId))
      .where(eq(workflowRun.functionId, "conformance-child"));
    expect(steps?.n).toBe(CHILDREN * 3);
    expect(await bench.test.db.select().from(workflowQueue)).toEqual([]);
  });

  it("after a fan-out was sent but before that step was saved starts no child twice", async () => {
    const hold = gate();
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction(
        { id: "sender", retries: 0, triggers: { event: "go" } },
        async ({ step, runId }) => {
          await step.run("fan out", async () => {
            await client.send(
              Array.from({ length: CHILDREN }, (_, n) => ({
                id: `${runId}:${n}`,
                name: "child",
                data: { n },
              })),
            );
            seen.add("sent");
            if (seen.all("sent").length === 1) await hold.opened;
          });
        },
      ),
      client.createFunction({ id: "child", retries: 0, triggers: { event: "child" } }, async ({ event }) => {
        seen.add("child", event.data.n);
      }),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    await bench.app.seen.atLeast("sent");
    await bench.crash();
    await bench.ended("conformance-sender");
    expect(bench.app.seen.all("sent")).toHaveLength(2);
    expect(await bench.ended("conformance-child", CHILDREN)).toHaveLength(CHILDREN);
    hold.open();
  });

  it("at random moments of a function that uses every feature changes nothing in its result", async () => {
    const random = seeded(20_261_122);
    await using bench = await embeddedBench(conformanceFunctions("crash"));
    await bench.app.client.send({ name: "crash/everything", data: { go: true, key: "k" } });
    const done = bench.app.seen.atLeast("everything");
    for (let crashes = 0; crashes < 12 && bench.app.seen.all("everything").length === 0; crashes++) {
      await Promise.race([done, delay(50 + random() * 500)]);
      await bench.crash();
    }
    const [result] = await done;
    expect(result).toMatchObject({
      parallel: [0, 2, 4, 6, 8],
      repeated: ["a", "b"],
      caught: "never works",
      answer: "yes",
      nothing: null,
      child: 40,
      failedChild: "negative",
    });
    const [run] = await bench.ended("conformance-everything");
    expect(run).toMatchObject({ state: "completed", output: "done" });
    expect(await bench.ended("conformance-question")).toHaveLength(1);
    expect(await bench.ended("conformance-invoked", 2)).toHaveLength(2);
  });

  it("with kill -9, as a process of its own, loses nothing", async () => {
    await using test = await testDatabase();
    const keys = testKeys();
    const port = await freePort();
    const app = await testApp({ baseUrl: `http://127.0.0.1:${port}`, keys });
    app.serve(fanOut);
    let child = await startProcess(test.url, port, app.url, keys);
    try {
      await app.client.send({ name: "parent", data: {} });
      for (const finished of [5, 20]) {
        await app.seen.atLeast("child", finished);
        child.kill("SIGKILL");
        child = await startProcess(test.url, port, app.url, keys);
      }
      await app.seen.atLeast("child", CHILDREN);
      const runsOf = (state: "completed" | "running") =>
        test.db
          .select({ n: count() })
          .from(workflowRun)
          .where(and(eq(workflowRun.functionId, "conformance-child"), eq(workflowRun.state, state)));
      await expect.poll(async () => (await runsOf("completed"))[0]?.n, { timeout: 30_000 }).toBe(CHILDREN);
      expect((await runsOf("running"))[0]?.n).toBe(0);
      expect(new Set(app.seen.all("child")).size).toBe(CHILDREN);
      child.kill("SIGTERM");
      expect(await exitCode(child)).toBe(0);
    } finally {
      child.kill("SIGKILL");
      await app.close();
    }
  });

  it("is not obeyed by an orphaned call: its checkpoint is answered 409 and it stops", async () => {
    const first = gate();
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction({ id: "steps", retries: 0, triggers: { event: "go" } }, async ({ step }) => {
        await step.run("one", async () => {
          seen.add("one");
          if (seen.all("one").length === 1) await first.opened;
          return seen.all("one").length;
        });
        await step.run("two", () => seen.add("two"));
        seen.add("end");
      }),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    await bench.app.seen.atLeast("one");
    await bench.crash();
    const [run] = await bench.ended("conformance-steps");
    expect(run?.state).toBe("completed");
    first.open();
    // The orphan asks to save step one, hears 409 and never comes to step two.
    await expect
      .poll(() => bench.logged.some((line) => line.includes("superseded")), { timeout: 30_000 })
      .toBe(true);
    expect(bench.app.seen.all("one")).toHaveLength(2);
    expect(bench.app.seen.all("two")).toHaveLength(1);
    expect(bench.app.seen.all("end")).toHaveLength(1);
  });

  it("leaves a generation on its item that refuses a checkpoint of an older dispatch", async () => {
    const hold = gate();
    await using bench = await embeddedBench((client, seen) => [
      client.createFunction({ id: "held", retries: 0, triggers: { event: "go" } }, async ({ step }) => {
        await step.run("one", async () => {
          seen.add("one");
          await hold.opened;
        });
      }),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    await bench.app.seen.atLeast("one");
    await bench.crash();
    await bench.app.seen.atLeast("one", 2);
    const [item] = await bench.test.db.select().from(workflowQueue).where(sql`leased_until is not null`);
    expect(item?.generation).toBe(2);
    const checkpoint = (generation: number, stepId: string) =>
      bench.request(`/v1/checkpoint/${item?.runId}/async`, {
        run_id: item?.runId,
        fn_id: "conformance-held",
        qi_id: item?.id,
        generation_id: generation,
        steps: [{ id: stepId, op: "StepRun", data: 1 }],
      });
    expect((await checkpoint(1, "a")).status).toBe(409);
    expect((await checkpoint(2, "b")).status).toBe(200);
    expect((await checkpoint(2, "b")).status).toBe(200);
    const steps = await bench.test.db.select({ id: workflowStep.id }).from(workflowStep);
    expect(steps).toEqual([{ id: "b" }]);
    hold.open();
    await bench.ended("conformance-held");
  });
});

async function startProcess(
  databaseUrl: string,
  port: number,
  appUrl: string,
  keys: { signingKey: string; eventKey: string },
): Promise<ChildProcess> {
  const main = fileURLToPath(new URL("../../../workers/embedded/main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PLUMBLINE_EXECUTOR_PORT: String(port),
      INNGEST_SIGNING_KEY: keys.signingKey,
      INNGEST_EVENT_KEY: keys.eventKey,
      PLUMBLINE_APP_SERVE_URL: appUrl,
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (text) => String(text).includes("executor ready") && resolve());
    child.once("exit", (code) => reject(new Error(`the executor ended with ${code}`)));
  });
  // Registered functions are kept in the database, but on the very first start the app is asked for them.
  for (;;) {
    const status = await fetch(`http://127.0.0.1:${port}/v0/status`, { headers: authorization(keys) });
    const body: { functions: string[] } = await status.json();
    if (body.functions.length > 0) return child;
  }
}

/** Marsaglia's xorshift, so that a failing order of crashes can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}
