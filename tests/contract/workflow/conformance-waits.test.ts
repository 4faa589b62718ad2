import type { Inngest, InngestFunction } from "inngest";
import { describe, it } from "vitest";
import type { Recorder } from "./recorder";
import { mintPrefix, onEveryExecutor } from "./targets";

const prefix = mintPrefix();

function functions(client: Inngest, seen: Recorder): InngestFunction.Any[] {
  const on = (id: string) => ({ id, retries: 0 as const, triggers: { event: `${prefix}/${id}` } });
  return [
    client.createFunction(on("event"), async ({ event, events }) => {
      seen.add("event", { ...event, id: typeof event.id, ts: typeof event.ts, count: events.length });
    }),
    client.createFunction(on("late"), async ({ step }) => {
      const sent = await step.sendEvent("send", { name: `${prefix}/too-early`, data: {} });
      // By the time the second step runs the event has been handled: the note of its own function says so.
      await step.run("handled", () => seen.atLeast("too early"));
      const got = await step.waitForEvent("wait", { event: `${prefix}/too-early`, timeout: "1s" });
      seen.add("late", { got, ids: sent.ids.length });
    }),
    client.createFunction({ ...on("too-early") }, async () => seen.add("too early")),
    client.createFunction(on("sleeps"), async ({ step }) => {
      const begunMs = await step.run("begin", () => Date.now());
      await step.sleepUntil("past", new Date(Date.now() - 60_000));
      await step.sleep("nothing", 0);
      const past = await step.run("past", () => Date.now() - begunMs);
      await step.sleep("short", 1_200);
      await step.sleepUntil("soon", new Date(begunMs + 2_500));
      const slept = await step.run("slept", () => Date.now() - begunMs);
      seen.add("sleeps", { past, slept });
    }),
    client.createFunction(on("matching"), async ({ event, step }) => {
      const [byMatch, byIf, byNothing] = await Promise.all([
        step.waitForEvent("match", { event: `${prefix}/answer`, match: "data.key", timeout: "20s" }),
        step.waitForEvent("if", {
          event: `${prefix}/answer`,
          if: "async.data.n > 5 && async.data.key == event.data.key",
          timeout: "20s",
        }),
        step.waitForEvent("never", {
          event: `${prefix}/answer`,
          if: "async.data.missing.deep == 1",
          timeout: "2s",
        }),
        step.run("waiting", () => seen.add(`matching ${event.data.key}`)),
      ]);
      seen.add("matched", [
        byMatch && { ...byMatch, id: typeof byMatch.id, ts: typeof byMatch.ts },
        byIf?.data.n,
        byNothing,
      ]);
    }),
    ...["sleep", "wait", "run"].map((loser) =>
      client.createFunction(on(`race-${loser}`), async ({ step, group }) => {
        const winner = await group.parallel({ mode: "race" }, () =>
          Promise.race([
            loser === "sleep"
              ? step.sleep("slow", "4s").then(() => "slow")
              : loser === "wait"
                ? step.waitForEvent("slow", { event: `${prefix}/never`, timeout: "4s" }).then(() => "slow")
                : step.run("slow", async () => {
                    await new Promise((resolve) => setTimeout(resolve, 4_000));
                    seen.add("slow ended");
                    return "slow";
                  }),
            step.run("quick", () => "quick"),
          ]),
        );
        await step.run("after", () => seen.add(`after ${loser}`, winner));
      }),
    ),
    client.createFunction(on("plain-race"), async ({ step }) => {
      const winner = await Promise.race([
        step.sleep("slow", "3s").then(() => "slow"),
        step.run("quick", () => "quick"),
      ]);
      await step.run("after", () => seen.add("after plain", winner));
    }),
    client.createFunction(
      { ...on("cancel-if"), cancelOn: [{ event: `${prefix}/stop`, if: "async.data.n > event.data.n" }] },
      async ({ event, step }) => {
        await step.run("begin", () => seen.add("cancel-if begun", event.data.n));
        await step.waitForEvent("go", { event: `${prefix}/go-if`, timeout: "20s" });
        await step.run("end", () => seen.add("cancel-if ended", event.data.n));
      },
    ),
    client.createFunction(
      { ...on("cancel-late"), cancelOn: [{ event: `${prefix}/stop-late`, timeout: "1s" }] },
      async ({ step }) => {
        await step.sleep("long enough", "2s");
        await step.sendEvent("stop", { name: `${prefix}/stop-late`, data: {} });
        await step.sleep("a moment", "1s");
        await step.run("end", () => seen.add("cancel-late ended"));
      },
    ),
    client.createFunction(
      { ...on("cancel-self"), cancelOn: [{ event: `${prefix}/cancel-self` }] },
      async ({ step }) => {
        await step.sleep("a moment", "1s");
        await step.run("end", () => seen.add("cancel-self ended"));
      },
    ),
    client.createFunction(
      {
        id: "twice",
        retries: 0,
        triggers: [{ event: `${prefix}/twice` }, { event: `${prefix}/twice`, if: "event.data.n == 1" }],
      },
      async ({ event }) => seen.add("twice", event.data.n),
    ),
    client.createFunction(
      {
        id: "expression",
        retries: 0,
        triggers: { event: `${prefix}/expression`, if: "event.data.a.b == 1 || event.data.c == 2" },
      },
      async ({ event }) => seen.add("expression", event.data.n),
    ),
  ];
}

describe("waits", () => {
  onEveryExecutor(
    prefix,
    functions,
    (target) => {
      const seen = () => target().app.seen;

      it("the event as the function sees it", async ({ expect }) => {
        await target().post(target().eventPath, {
          name: `${prefix}/event`,
          data: { a: null, _inngest: { x: 1 } },
          v: "2",
        });
        expect(await seen().atLeast("event")).toEqual([
          {
            id: "string",
            name: `${prefix}/event`,
            data: { a: null },
            ts: "number",
            user: {},
            v: "2",
            count: 1,
          },
        ]);
      });

      it("do not see an event that came before", async ({ expect }) => {
        await target().send("late");
        expect(await seen().atLeast("late")).toEqual([{ got: null, ids: 1 }]);
      });

      it("sleeps last as long as they should and no time when that is over", async ({ expect }) => {
        await target().send("sleeps");
        const [times] = await seen().atLeast("sleeps");
        const { past, slept } = Object(times);
        expect(slept - past).toBeGreaterThanOrEqual(1_200);
        expect(slept).toBeGreaterThanOrEqual(2_500);
        expect(past).toBeLessThan(60_000);
      });

      it("end by match and by if", async ({ expect }) => {
        await target().send("matching", { key: "k" });
        await seen().atLeast("matching k");
        for (let round = 0; seen().all("matched").length === 0 && round < 40; round++) {
          for (const [key, n] of [
            ["other", 9],
            ["k", 9],
            ["k", 1],
          ] as const)
            await target().send("answer", { key, n });
          await Promise.race([seen().atLeast("matched"), new Promise((resolve) => setTimeout(resolve, 500))]);
        }
        expect(await seen().atLeast("matched")).toEqual([
          [
            {
              id: "string",
              name: `${prefix}/answer`,
              data: { key: "k", n: expect.any(Number) },
              ts: "number",
              user: {},
            },
            9,
            null,
          ],
        ]);
      });

      for (const loser of ["sleep", "wait", "run"])
        it(`a race goes on before its slow ${loser} ends`, async ({ expect }) => {
          await target().send(`race-${loser}`);
          expect(await seen().atLeast(`after ${loser}`)).toEqual(["quick"]);
        });

      it("a plain Promise.race goes on", async ({ expect }) => {
        await target().send("plain-race");
        expect(await seen().atLeast("after plain")).toEqual(["quick"]);
      });

      it("cancelOn obeys if", async ({ expect }) => {
        await target().send("cancel-if", { n: 1 });
        await target().send("cancel-if", { n: 5 });
        await seen().atLeast("cancel-if begun", 2);
        await target().send("stop", { n: 3 });
        for (let round = 0; seen().all("cancel-if ended").length === 0 && round < 60; round++) {
          await target().send("go-if", { round });
          await Promise.race([
            seen().atLeast("cancel-if ended"),
            new Promise((resolve) => setTimeout(resolve, 250)),
          ]);
        }
        expect(seen().all("cancel-if ended")).toEqual([5]);
      });

      it("cancelOn ends with its timeout and not by the event that started the run", async ({ expect }) => {
        await target().send("cancel-late");
        await target().send("cancel-self");
        expect(await seen().atLeast("cancel-late ended")).toHaveLength(1);
        expect(await seen().atLeast("cancel-self ended")).toHaveLength(1);
      });

      it("one event starts a function once though two triggers match", async ({ expect }) => {
        await target().send("twice", { n: 1 });
        await target().send("twice", { n: 2 });
        await seen().atLeast("twice", 2);
        expect(seen().all("twice").toSorted()).toEqual([1, 2]);
      });

      it("an expression over a missing key", async ({ expect }) => {
        await target().send("expression", { n: 1, c: 2 });
        await target().send("expression", { n: 2, a: { b: 1 } });
        await target().send("expression", { n: 3 });
        await seen().atLeast("expression", 2);
        expect(seen().all("expression").toSorted()).toEqual([1, 2]);
      });
    },
    { concurrent: true },
  );
});
