import {
  type Inngest,
  type InngestFunction,
  NonRetriableError,
  RetryAfterError,
  referenceFunction,
} from "inngest";
import { describe, it } from "vitest";
import type { Recorder } from "./recorder";
import { mintPrefix, onEveryExecutor } from "./targets";

const prefix = mintPrefix();
const again = () => new RetryAfterError("again", "1s");
type FailureEvent = { name: string; data: { event: { data: Record<string, unknown> } } };
const plain = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message } : error;

/** Notes how runs of the other functions ended, by function. */
function observer(client: Inngest, seen: Recorder): InngestFunction.Any {
  return client.createFunction(
    {
      id: "observer",
      retries: 0,
      triggers: ["failed", "finished", "cancelled"].map((what) => ({ event: `inngest/function.${what}` })),
    },
    async ({ event }) => {
      const { function_id: id, run_id: runId, event: trigger, events, error, result, ...rest } = event.data;
      seen.add(`${event.name} ${String(id).replace(/^.*conformance(-[0-9a-f]{8})?-/, "")}`, {
        trigger: trigger?.name,
        events: events?.length,
        runId: typeof runId,
        error: error && { name: error.name, message: error.message },
        result: error && result ? { name: result.name, message: result.message } : result,
        rest,
      });
    },
  );
}

function functions(client: Inngest, seen: Recorder): InngestFunction.Any[] {
  const on = (id: string) => ({ id, triggers: { event: `${prefix}/${id}` } });
  const child = client.createFunction({ ...on("child"), retries: 1 }, async ({ event, step, attempt }) => {
    seen.add("child event", {
      name: event.name,
      keys: Object.keys(event.data).toSorted(),
      user: "user" in event ? event.user : undefined,
    });
    if (event.data.mode === "sleep") await step.sleep("long", "20s");
    if (event.data.mode === "fail") throw again();
    if (event.data.mode === "once" && attempt === 0) throw again();
    return event.data.mode === "nothing" ? undefined : { attempt };
  });
  return [
    observer(client, seen),
    child,
    client.createFunction({ ...on("step-attempts"), retries: 2 }, async ({ step, attempt }) => {
      seen.add("function attempts", attempt);
      await step.run("fine", () => 1);
      await step.run("flaky", () => {
        seen.add("step attempts", attempt);
        if (seen.all("step attempts").length < 3) throw again();
      });
      await step.run("next", () => seen.add("next step's attempt", attempt));
      seen.add("step attempts done");
    }),
    client.createFunction(
      { ...on("function-attempts"), retries: 2 },
      async ({ step, attempt, maxAttempts }) => {
        await step.run("kept", () => seen.add("kept"));
        seen.add("throwing attempts", [attempt, maxAttempts]);
        throw again();
      },
    ),
    client.createFunction({ ...on("caught"), retries: 1 }, async ({ step, attempt }) => {
      const error = await step
        .run("fails", () => {
          seen.add("failing tries", attempt);
          throw again();
        })
        .catch((error: unknown) => error);
      seen.add("caught", { ...Object(plain(error)), attempt });
      return "went on";
    }),
    client.createFunction(
      {
        ...on("uncaught"),
        retries: 1,
        onFailure: async ({ error, event }: { error: Error; event: FailureEvent }) =>
          seen.add("on failure", { error: plain(error), name: event.name, n: event.data.event.data.n }),
      },
      async ({ step }) => {
        await step.run("fails", () => {
          seen.add("uncaught tries");
          throw again();
        });
      },
    ),
    client.createFunction({ ...on("non-retriable"), retries: 3 }, async () => {
      seen.add("non-retriable tries");
      throw new NonRetriableError("never");
    }),
    client.createFunction({ ...on("parallel"), retries: 2 }, async ({ step }) => {
      const values = await Promise.all(
        ["a", "b"].map((name) =>
          step.run(name, () => {
            seen.add(`parallel ${name}`);
            if (seen.all(`parallel ${name}`).length < 3) throw again();
            return name;
          }),
        ),
      );
      seen.add("parallel", values);
    }),
    client.createFunction({ ...on("parallel-failure"), retries: 0 }, async ({ step }) => {
      const settled = await Promise.allSettled([
        step.run("good", () => "good"),
        step.run("bad", () => {
          throw new Error("bad");
        }),
      ]);
      seen.add(
        "settled",
        settled.map((one) => (one.status === "fulfilled" ? one.value : plain(one.reason))),
      );
    }),
    client.createFunction({ ...on("parent"), retries: 0 }, async ({ event, step }) => {
      const timeout = event.data.timeout ? { timeout: event.data.timeout } : {};
      const target = { function: child, data: { mode: event.data.mode }, ...timeout };
      const got = await step.invoke("child", target).catch(plain);
      seen.add(`parent ${event.data.mode}`, got);
    }),
    client.createFunction({ ...on("parent-unknown"), retries: 0 }, async ({ step }) => {
      await step
        .invoke("gone", { function: referenceFunction({ functionId: "nobody-knows-this" }), data: {} })
        .catch((error: unknown) => {
          seen.add("parent unknown", plain(error));
        });
    }),
    client.createFunction(
      {
        ...on("cancelled"),
        retries: 0,
        cancelOn: [{ event: `${prefix}/cancel` }],
        onFailure: async () => seen.add("on failure of a cancelled run"),
      },
      async ({ step }) => {
        await step.run("begin", () => seen.add("cancelled began"));
        await step.sleep("long", "30s");
      },
    ),
  ];
}

describe("failures", () => {
  onEveryExecutor(
    prefix,
    functions,
    (target) => {
      const seen = () => target().app.seen;

      it("count the attempts of a step", async ({ expect }) => {
        await target().send("step-attempts");
        await seen().atLeast("step attempts done");
        expect.soft(seen().all("step attempts")).toEqual([0, 1, 2]);
        expect.soft(seen().all("next step's attempt")).toEqual([0]);
      });

      it("count the attempts of a function and end in failed and finished", async ({ expect }) => {
        await target().send("function-attempts");
        const [failed] = await seen().atLeast("inngest/function.failed function-attempts");
        const [finished] = await seen().atLeast("inngest/function.finished function-attempts");
        expect.soft(seen().all("throwing attempts")).toEqual([
          [0, 3],
          [1, 3],
          [2, 3],
        ]);
        expect.soft(seen().all("kept")).toHaveLength(1);
        const ended = {
          trigger: `${prefix}/function-attempts`,
          events: 1,
          runId: "string",
          error: { name: "RetryAfterError", message: "again" },
          result: { name: "RetryAfterError", message: "again" },
          rest: { _inngest: { status: "Failed" } },
        };
        expect.soft(failed).toEqual(ended);
        expect.soft(finished).toEqual(ended);
      });

      it("of a step can be caught", async ({ expect }) => {
        await target().send("caught");
        const [caught] = await seen().atLeast("caught");
        expect.soft(caught).toEqual({ name: "RetryAfterError", message: "again", attempt: 0 });
        expect.soft(seen().all("failing tries")).toEqual([0, 1]);
        const [finished] = await seen().atLeast("inngest/function.finished caught");
        expect.soft(finished).toMatchObject({ error: undefined, result: "went on" });
      });

      it("of a step that nobody catches end the run", async ({ expect }) => {
        await target().send("uncaught", { n: 7 });
        const [failure] = await seen().atLeast("on failure");
        expect.soft(failure).toEqual({
          error: { name: "RetryAfterError", message: "again" },
          name: "inngest/function.failed",
          n: 7,
        });
        expect.soft(seen().all("uncaught tries")).toHaveLength(2);
        const [finished] = await seen().atLeast("inngest/function.finished uncaught");
        expect.soft(finished).toMatchObject({ error: { name: "RetryAfterError", message: "again" } });
      });

      it("that must not be retried are not", async ({ expect }) => {
        await target().send("non-retriable");
        const [failed] = await seen().atLeast("inngest/function.failed non-retriable");
        expect.soft(failed).toMatchObject({ error: { name: "NonRetriableError", message: "never" } });
        expect.soft(seen().all("non-retriable tries")).toHaveLength(1);
      });

      it("of parallel steps are counted apart", async ({ expect }) => {
        await target().send("parallel");
        expect.soft(await seen().atLeast("parallel")).toEqual([["a", "b"]]);
      });

      it("of one parallel step leave the others", async ({ expect }) => {
        await target().send("parallel-failure");
        const [settled] = await seen().atLeast("settled");
        expect.soft(settled).toEqual(["good", { name: "Error", message: "bad" }]);
      });

      it("of an invoked function reach its parent after its retries", async ({ expect }) => {
        await target().send("parent", { mode: "once" });
        expect.soft(await seen().atLeast("parent once")).toEqual([{ attempt: 1 }]);
        await target().send("parent", { mode: "fail" });
        expect
          .soft(await seen().atLeast("parent fail"))
          .toEqual([{ name: "RetryAfterError", message: "again" }]);
        await target().send("parent", { mode: "nothing" });
        expect.soft(await seen().atLeast("parent nothing")).toEqual([null]);
        expect
          .soft(seen().all("child event")[0])
          .toEqual({ name: "inngest/function.invoked", keys: ["_inngest", "mode"], user: {} });
        await target().send("parent", { mode: "sleep", timeout: "1s" });
        expect
          .soft(await seen().atLeast("parent sleep"))
          .toEqual([{ name: "InngestInvokeTimeoutError", message: expect.stringMatching(/time/i) }]);
      });

      it("to find an invoked function reach its parent", async ({ expect }) => {
        await target().send("parent-unknown");
        const unknown = { name: "Error", message: expect.stringContaining("nobody-knows-this") };
        expect.soft(await seen().atLeast("parent unknown")).toEqual([unknown]);
      });

      it("are not what a cancelled run ends with", async ({ expect }) => {
        await target().send("cancelled");
        await seen().atLeast("cancelled began");
        for (
          let round = 0;
          seen().all("inngest/function.cancelled cancelled").length === 0 && round < 100;
          round++
        ) {
          await target().send("cancel");
          await Promise.race([
            seen().atLeast("inngest/function.cancelled cancelled"),
            new Promise((resolve) => setTimeout(resolve, 250)),
          ]);
        }
        const ended = {
          trigger: `${prefix}/cancelled`,
          events: 1,
          runId: "string",
          error: undefined,
          result: undefined,
          rest: { _inngest: { status: "Cancelled" } },
        };
        expect.soft(seen().all("inngest/function.cancelled cancelled")).toEqual([ended]);
        expect.soft(await seen().atLeast("inngest/function.finished cancelled")).toEqual([ended]);
        expect.soft(seen().all("inngest/function.failed cancelled")).toEqual([]);
        expect.soft(seen().all("on failure of a cancelled run")).toEqual([]);
      });
    },
    { concurrent: true },
  );
});
