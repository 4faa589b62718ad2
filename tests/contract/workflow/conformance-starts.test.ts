import { setTimeout as delay } from "node:timers/promises";
import type { Inngest, InngestFunction } from "inngest";
import { describe, it } from "vitest";
import type { Recorder } from "./recorder";
import { mintPrefix, onEveryExecutor } from "./targets";

const prefix = mintPrefix();

function functions(client: Inngest, seen: Recorder): InngestFunction.Any[] {
  const on = (id: string) => ({ id, retries: 0 as const, triggers: { event: `${prefix}/${id}` } });
  const active = new Map<string, number>();
  const busy = async (key: string) => {
    active.set(key, (active.get(key) ?? 0) + 1);
    seen.add(`active ${key}`, active.get(key));
    await delay(150);
    active.set(key, (active.get(key) ?? 0) - 1);
  };
  const scoped = (id: string, scope: "fn" | "env" | "account") =>
    client.createFunction(
      { ...on(id), concurrency: { limit: 1, scope, key: `"${prefix}-" + event.data.key` } },
      async ({ event, step }) => {
        await step.run("work", () => busy(`${scope} ${event.data.key}`));
        seen.add(`${scope} done`);
      },
    );
  return [
    client.createFunction(
      {
        id: "observer",
        retries: 0,
        triggers: [{ event: "inngest/function.cancelled" }, { event: "inngest/function.finished" }],
      },
      async ({ event }) => {
        seen.add(`${event.name} ${String(event.data.event?.name).split("/")[1]}`, event.data.event?.data.n);
      },
    ),
    client.createFunction(
      { ...on("rate-1"), rateLimit: { limit: 1, period: "60s", key: "event.data.key" } },
      async ({ event }) => seen.add("rate-1", `${event.data.key}${event.data.n}`),
    ),
    client.createFunction({ ...on("rate-20"), rateLimit: { limit: 20, period: "10m" } }, async ({ event }) =>
      seen.add("rate-20", event.data.n),
    ),
    client.createFunction(
      { ...on("throttled"), throttle: { limit: 2, period: "10m", burst: 1 } },
      async ({ event, step }) => {
        await step.run("note", () => seen.add("throttled", { n: event.data.n, atMs: Date.now() }));
      },
    ),
    client.createFunction(
      { ...on("throttled-1"), throttle: { limit: 1, period: "2s" } },
      async ({ event, step }) => {
        await step.run("note", () => seen.add("throttled-1", { n: event.data.n, atMs: Date.now() }));
      },
    ),
    ...(["skip", "cancel"] as const).map((mode) =>
      client.createFunction(
        { ...on(`single-${mode}`), singleton: { mode, key: "event.data.key" } },
        async ({ event, step }) => {
          await step.run("begin", () => seen.add(`${mode} began`, event.data.n));
          await step.waitForEvent("end", { event: `${prefix}/end-${mode}`, timeout: "20s" });
          await step.run("end", () => seen.add(`${mode} ended`, event.data.n));
        },
      ),
    ),
    client.createFunction(
      { ...on("ordered"), concurrency: 1, priority: { run: "event.data.n * 30.0" } },
      async ({ event, step }) => {
        await step.run("work", async () => {
          seen.add("ordered", event.data.n);
          if (event.data.n === 0) await seen.atLeast("ordered may go on");
        });
      },
    ),
    client.createFunction(
      { ...on("start-timeout"), concurrency: 1, timeouts: { start: "4s" } },
      async ({ event, step }) => {
        await step.run("work", async () => {
          seen.add("start-timeout began", event.data.n);
          if (event.data.n === 0) await seen.atLeast("start-timeout may go on");
        });
      },
    ),
    client.createFunction({ ...on("finish-timeout"), timeouts: { finish: "1s" } }, async ({ step }) => {
      const begunMs = await step.run("begin", () => Date.now());
      await step.sleep("long", "15s");
      await step.run("end", () => seen.add("finish-timeout ended", Date.now() - begunMs));
    }),
    client.createFunction({ ...on("key-only"), idempotency: "event.data.key" }, async ({ event }) =>
      seen.add("key-only", `${event.data.key}${event.data.n}`),
    ),
    scoped("fn-a", "fn"),
    scoped("fn-b", "fn"),
    scoped("env-a", "env"),
    scoped("env-b", "env"),
    scoped("account-a", "account"),
    scoped("account-b", "account"),
  ];
}

describe("starts", () => {
  onEveryExecutor(
    prefix,
    functions,
    (target) => {
      const seen = () => target().app.seen;
      const sendInTurn = async (event: string, all: Record<string, unknown>[]) => {
        for (const data of all) {
          await target().send(event, data);
          await delay(target().name === "real" ? 60 : 0);
        }
      };

      it("above a rate limit are skipped", async ({ expect }) => {
        await sendInTurn("rate-1", [
          { key: "a", n: 1 },
          { key: "a", n: 2 },
          { key: "b", n: 1 },
          { n: 7 },
          { n: 8 },
        ]);
        await sendInTurn(
          "rate-20",
          Array.from({ length: 6 }, (_, n) => ({ n })),
        );
        await seen().atLeast("rate-20", 3);
        await delay(target().name === "real" ? 1_500 : 0);
        expect.soft(seen().all("rate-1").toSorted()).toEqual(["a1", "b1", "undefined7", "undefined8"]);
        expect.soft(seen().all("rate-20").toSorted()).toEqual([0, 1, 2]);
      });

      it("above a throttle wait", async ({ expect }) => {
        await sendInTurn(
          "throttled",
          Array.from({ length: 5 }, (_, n) => ({ n })),
        );
        await sendInTurn(
          "throttled-1",
          Array.from({ length: 3 }, (_, n) => ({ n })),
        );
        const times = (await seen().atLeast("throttled-1", 3)).map((one) => Number(Object(one).atMs));
        // Limit and burst together start at once, the next one 5 minutes later.
        expect.soft(await seen().atLeast("throttled", 3)).toHaveLength(3);
        const [first = 0, , third = 0] = times.toSorted();
        // Four seconds apart as they start; a busy machine may take some of that until their first step runs.
        expect.soft(third - first).toBeGreaterThanOrEqual(1_500);
      });

      it("of a singleton are skipped while a run is active", async ({ expect }) => {
        await target().send("single-skip", { key: "a", n: 1 });
        await seen().atLeast("skip began");
        await target().send("single-skip", { key: "a", n: 2 });
        await target().send("single-skip", { key: "b", n: 3 });
        await seen().atLeast("skip began", 2);
        for (let round = 0; seen().all("skip ended").length < 2 && round < 60; round++) {
          await target().send("end-skip");
          await Promise.race([seen().atLeast("skip ended", 2), delay(250)]);
        }
        expect.soft(seen().all("skip ended").toSorted()).toEqual([1, 3]);
        for (let round = 0; seen().all("skip began").length < 3 && round < 40; round++) {
          await target().send("single-skip", { key: "a", n: 4 });
          await Promise.race([seen().atLeast("skip began", 3), delay(250)]);
        }
        expect.soft(seen().all("skip began")[2]).toBe(4);
      });

      it("of a singleton replace the active run", async ({ expect }) => {
        await target().send("single-cancel", { key: "a", n: 1 });
        await seen().atLeast("cancel began");
        await target().send("single-cancel", { key: "a", n: 2 });
        await seen().atLeast("cancel began", 2);
        await seen().atLeast("inngest/function.cancelled single-cancel");
        for (let round = 0; seen().all("cancel ended").length < 1 && round < 60; round++) {
          await target().send("end-cancel");
          await Promise.race([seen().atLeast("cancel ended"), delay(250)]);
        }
        expect.soft(seen().all("cancel ended")).toEqual([2]);
        expect.soft(seen().all("inngest/function.cancelled single-cancel")).toEqual([1]);
      });

      it("are made by priority", async ({ expect }) => {
        await target().send("ordered", { n: 0 });
        await seen().atLeast("ordered");
        await sendInTurn("ordered", [{ n: 1 }, { n: 2 }, { n: 3 }]);
        await delay(target().name === "real" ? 500 : 0);
        seen().add("ordered may go on");
        const order = await seen().atLeast("ordered", 4);
        // The real server may have taken the first that waited already.
        expect.soft(order.filter((n) => n !== 1)).toEqual([0, 3, 2]);
      });

      it("that do not come in time are cancelled", async ({ expect }) => {
        await target().send("start-timeout", { n: 0 });
        await seen().atLeast("start-timeout began");
        await target().send("start-timeout", { n: 1 });
        const cancelled = seen().atLeast("inngest/function.cancelled start-timeout");
        // The embedded executor cancels while the slot is still taken, the real server when it is free at the latest.
        await (target().name === "real" ? delay(5_000) : cancelled);
        seen().add("start-timeout may go on");
        expect.soft(await cancelled).toEqual([1]);
        await seen().atLeast("inngest/function.finished start-timeout", 2);
        expect.soft(seen().all("start-timeout began")).toEqual([0]);
      });

      it("whose time to finish is over are cancelled", async ({ expect }) => {
        await target().send("finish-timeout", { n: 1 });
        expect.soft(await seen().atLeast("inngest/function.cancelled finish-timeout")).toEqual([1]);
        expect.soft(seen().all("finish-timeout ended")).toEqual([]);
      });

      it("with an idempotency key look at the key only", async ({ expect }) => {
        const send = (key: string | undefined, n: number, id: string) =>
          target().send("key-only", { ...(key ? { key } : {}), n }, `${prefix}-${id}`);
        await send("a", 1, "same");
        await seen().atLeast("key-only");
        await send("b", 2, "same");
        await send("a", 3, "other");
        await send(undefined, 4, "third");
        await send(undefined, 5, "fourth");
        await send("c", 6, "fifth");
        await seen().atLeast("key-only", 4);
        await delay(target().name === "real" ? 6_000 : 0);
        expect.soft(seen().all("key-only").toSorted()).toEqual(["a1", "c6", "undefined4", "undefined5"]);
      });

      for (const [scope, most] of [
        ["fn", 2],
        ["env", 1],
        ["account", 1],
      ] as const)
        it(`keep a concurrency limit of scope ${scope}`, async ({ expect }) => {
          await target().app.client.send(
            Array.from({ length: 8 }, (_, n) => ({
              name: `${prefix}/${scope}-${n % 2 ? "a" : "b"}`,
              data: { key: n < 4 ? "x" : "y" },
            })),
          );
          await seen().atLeast(`${scope} done`, 8);
          for (const key of ["x", "y"])
            expect
              .soft(Math.max(...seen().all(`active ${scope} ${key}`).map(Number)))
              .toBeLessThanOrEqual(most);
        });
    },
    { concurrent: true },
  );
});
