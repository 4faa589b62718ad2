import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { workflowCron } from "@/db/schema";
import { sign } from "@/workers/embedded/signature";
import { embeddedBench, testKeys } from "./harness";
import { noting } from "./noting";

describe("registration", () => {
  it("refuses what is not supported, naming function and feature, and keeps what was registered", async () => {
    await using bench = await embeddedBench(noting);
    bench.app.serve((client) => [
      client.createFunction(
        {
          id: "batched",
          retries: 0,
          triggers: { event: "go" },
          batchEvents: { maxSize: 10, timeout: "5s" },
        },
        async () => {},
      ),
      client.createFunction(
        { id: "debounced", retries: 0, triggers: { event: "go" }, debounce: { period: "5s" } },
        async () => {},
      ),
    ]);
    await expect(bench.executor.sync()).rejects.toThrow(
      /"conformance-batched": batchEvents is not supported.*"conformance-debounced": debounce is not supported/,
    );
    const status = await (await bench.request("/v0/status")).json();
    expect(status).toMatchObject({ sync: { state: "refused" }, functions: ["conformance-noting"] });
  });

  it("is done again when the app asks for it, and forgets functions that are gone", async () => {
    await using bench = await embeddedBench(noting);
    bench.app.serve((client) => [
      client.createFunction({ id: "other", retries: 0, triggers: { event: "go" } }, async () => {}),
    ]);
    const answer = await bench.request("/fn/register", {});
    expect(await answer.json()).toMatchObject({ ok: true, modified: true });
    expect((await (await bench.request("/v0/status")).json()).functions).toEqual(["conformance-other"]);
  });

  it("fails the attempt of a step kind that is not supported with a clear error", async () => {
    await using bench = await embeddedBench((client) => [
      client.createFunction({ id: "signals", retries: 3, triggers: { event: "go" } }, async ({ step }) => {
        await step.waitForSignal("signal", { signal: "s", timeout: "1m", onConflict: "fail" });
      }),
    ]);
    await bench.app.client.send({ name: "go", data: {} });
    const [run] = await bench.ended("conformance-signals");
    expect(run?.error).toMatchObject({ message: expect.stringMatching(/WaitForSignal.*does not support/) });
  });
});

describe("a registration that the database did not take", () => {
  it("is made again by the next sync", async () => {
    await using bench = await embeddedBench(noting);
    await bench.test.db.execute(
      sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$`,
    );
    await bench.test.db.execute(
      sql`create trigger refuse before insert on workflow.cron execute function refuse()`,
    );
    bench.app.serve((client) => [
      client.createFunction({ id: "yearly", retries: 0, triggers: { cron: "0 0 1 1 *" } }, async () => {}),
    ]);
    await expect(bench.executor.sync()).rejects.toThrow();
    await bench.test.db.execute(sql`drop trigger refuse on workflow.cron`);
    await bench.executor.sync();
    expect(await bench.test.db.select().from(workflowCron)).toMatchObject([
      { functionId: "conformance-yearly" },
    ]);
  });
});

describe("keys", () => {
  it("are needed for everything that changes or tells something", async () => {
    await using bench = await embeddedBench(noting);
    for (const path of ["/v0/status", "/v0/runs/x/actions", "/v0/runs/x/batch"])
      expect((await fetch(bench.baseUrl + path)).status).toBe(401);
    for (const path of ["/v1/checkpoint/x/async", "/fn/register", "/e/guessed"])
      expect((await fetch(bench.baseUrl + path, { method: "POST", body: "{}" })).status).toBe(401);
    expect((await fetch(`${bench.baseUrl}/health`)).status).toBe(200);
    expect((await fetch(bench.app.url, { method: "PUT" })).status).toBe(401);
    expect((await fetch(bench.app.url, { method: "POST", body: "{}" })).status).toBe(401);
  });

  it("that differ between app and executor are named in the error", async () => {
    await using bench = await embeddedBench(noting, { ...testKeys(), unsynced: true });
    await expect(bench.executor.sync()).rejects.toThrow(/INNGEST_SIGNING_KEY/);
  });

  it("are checked on answers: an unsigned one is a failed attempt", async () => {
    await using bench = await embeddedBench(noting);
    bench.app.serveRaw((_request, response) => {
      response.writeHead(200, { "x-inngest-sdk": "inngest-js:v4.24.0" }).end('"forged"');
    });
    await bench.send({ name: "go", data: {} });
    const [run] = await bench.ended("conformance-noting");
    expect(run).toMatchObject({
      state: "failed",
      error: { message: "The app's answer is not signed with our key." },
    });
  });

  it("on an answer with nothing to do: the run fails instead of waiting for ever", async () => {
    await using bench = await embeddedBench(noting);
    bench.app.serveRaw((_request, response) =>
      response
        .writeHead(206, {
          "x-inngest-sdk": "test:v1",
          "x-inngest-signature": sign("[]", bench.keys.signingKey, Date.now()),
        })
        .end("[]"),
    );
    await bench.app.client.send({ name: "go", data: {} });
    const [run] = await bench.ended("conformance-noting");
    expect(run).toMatchObject({ state: "failed", error: { name: "NothingToDo" } });
  });

  it("protect reserved event names", async () => {
    await using bench = await embeddedBench(noting);
    const answer = await bench.send({ name: "inngest/function.failed", data: {} });
    expect(answer.status).toBe(400);
  });
});
