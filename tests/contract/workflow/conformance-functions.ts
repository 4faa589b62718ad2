import { setTimeout as delay } from "node:timers/promises";
import { NonRetriableError, RetryAfterError } from "inngest";
import type { Functions } from "./harness";

/** One function that uses every supported feature, and the small ones around it. All names start with `prefix`. */
export function conformanceFunctions(prefix: string): Functions {
  return (client, seen) => {
    const everything = client.createFunction(
      {
        id: "everything",
        retries: 2,
        triggers: [{ event: `${prefix}/everything`, if: "event.data.go == true" }],
      },
      async ({ event, step, runId, attempt }) => {
        const one = await step.run("one", () => 1);
        const two = await step.run("two", () => one + 1);
        const parallel = await Promise.all(
          Array.from({ length: 5 }, (_, index) => step.run(`parallel ${index}`, () => index * two)),
        );
        const repeated = [await step.run("again", () => "a"), await step.run("again", () => "b")];
        await step.sleep("nap", "1s");
        const flaky = await step.run("flaky", () => {
          seen.add(`flaky ${runId}`);
          if (seen.all(`flaky ${runId}`).length < 3) throw new RetryAfterError("not yet", "1s");
          return seen.all(`flaky ${runId}`).length;
        });
        const caught = await step
          .run("fails", () => {
            throw new NonRetriableError("never works");
          })
          .catch((error: Error) => error.message);
        const [answer] = await Promise.all([
          step.waitForEvent("answer", {
            event: `${prefix}/answer`,
            timeout: "30s",
            if: "event.data.key == async.data.key",
          }),
          step.sendEvent("ask", [
            { name: `${prefix}/answer`, id: `${runId}:other`, data: { key: "someone else", text: "no" } },
            { name: `${prefix}/question`, id: `${runId}:question`, data: { key: event.data.key } },
          ]),
        ]);
        const nothing = await step.waitForEvent("nothing", { event: `${prefix}/never`, timeout: "1s" });
        const child = await step.invoke("child", { function: invoked, data: { n: 20 } });
        const failedChild = await step
          .invoke("failing child", { function: invoked, data: { n: -1 } })
          .catch((error: Error) => error.message);
        seen.add("everything", {
          parallel,
          repeated,
          flaky,
          caught,
          answer: answer?.data.text,
          nothing,
          child,
          failedChild,
          attempt,
        });
        return "done";
      },
    );
    const question = client.createFunction(
      { id: "question", retries: 0, triggers: { event: `${prefix}/question` } },
      async ({ event, step }) => {
        await step.sendEvent("reply", {
          name: `${prefix}/answer`,
          data: { key: event.data.key, text: "yes" },
        });
      },
    );
    const invoked = client.createFunction(
      { id: "invoked", retries: 0, triggers: { event: `${prefix}/invoked` } },
      async ({ event, step }) =>
        step.run("double", () => {
          if (event.data.n < 0) throw new Error("negative");
          return event.data.n * 2;
        }),
    );
    const failing = client.createFunction(
      {
        id: "failing",
        retries: 0,
        triggers: { event: `${prefix}/failing` },
        onFailure: async ({ error, event, step }) => {
          await step.run("note", () => 1);
          seen.add("on failure", { message: error.message, original: event.data.event.data.n });
        },
      },
      async () => {
        throw new Error("on purpose");
      },
    );
    const cancellable = client.createFunction(
      {
        id: "cancellable",
        retries: 0,
        triggers: { event: `${prefix}/start` },
        cancelOn: [{ event: `${prefix}/stop`, match: "data.id" }],
      },
      async ({ event, step }) => {
        await step.run("begin", () => seen.add(`begun ${event.data.id}`));
        const go = await step.waitForEvent("go", { event: `${prefix}/go`, timeout: "30s" });
        await step.run("end", () => seen.add(`finished ${event.data.id}`, go?.name));
      },
    );
    const once = client.createFunction(
      { id: "once", retries: 0, idempotency: "event.data.key", triggers: { event: `${prefix}/once` } },
      async ({ event, step }) => {
        await step.run("count", () => seen.add(`once ${event.data.key}`));
        seen.add("once", event.data.key);
      },
    );
    const perEvent = client.createFunction(
      { id: "per-event", retries: 0, triggers: { event: `${prefix}/per-event` } },
      async ({ event, step }) => {
        await step.run("count", () => seen.add(`per event ${event.data.key}`));
        seen.add("per event", event.data.key);
      },
    );
    const active = new Map<string, number>();
    const limited = client.createFunction(
      {
        id: "limited",
        retries: 0,
        concurrency: [{ limit: 2, key: "event.data.tenant" }],
        triggers: { event: `${prefix}/limited` },
      },
      async ({ event, step }) => {
        const tenant: string = event.data.tenant;
        await step.run("work", async () => {
          active.set(tenant, (active.get(tenant) ?? 0) + 1);
          seen.add(`active ${tenant}`, active.get(tenant));
          await delay(200);
          active.set(tenant, (active.get(tenant) ?? 0) - 1);
        });
        seen.add("limited done");
      },
    );
    const race = client.createFunction(
      { id: "race", retries: 0, triggers: { event: `${prefix}/race` } },
      async ({ step, group }) => {
        const winner = await group.parallel({ mode: "race" }, () =>
          Promise.race([step.sleep("slow", "20s").then(() => "slow"), step.run("quick", () => "quick")]),
        );
        const after = await step.run("after", () => `after ${winner}`);
        seen.add("race", after);
      },
    );
    return [everything, question, invoked, failing, cancellable, once, perEvent, limited, race];
  };
}
