import type { Inngest, InngestFunction } from "inngest";
import { describe, it } from "vitest";
import type { Recorder } from "./recorder";
import { mintPrefix, onEveryExecutor } from "./targets";

const prefix = mintPrefix();
const MEBIBYTE = 1024 * 1024;

function functions(client: Inngest, seen: Recorder): InngestFunction.Any[] {
  const on = (id: string) => ({ id, retries: 0 as const, triggers: { event: `${prefix}/${id}` } });
  return [
    client.createFunction(
      { id: "observer", retries: 0, triggers: { event: "inngest/function.finished" } },
      async ({ event }) => {
        const { event: trigger, _inngest } = event.data;
        seen.add(`finished ${String(trigger?.name).split("/")[1]}`, _inngest?.status);
      },
    ),
    client.createFunction(on("large-state"), async ({ step }) => {
      const parts: string[] = [];
      for (const n of [1, 2, 3]) {
        parts.push(await step.run(`part ${n}`, () => `${n}`.repeat(2 * MEBIBYTE)));
        await step.sleep(`nap ${n}`, 1_000);
      }
      await step.run("end", () =>
        seen.add(
          "large state",
          parts.map((part) => [part.length, part[0]]),
        ),
      );
    }),
    client.createFunction(on("large-step"), async ({ step }) => {
      await step.sleep("nap", 10);
      await step.run("large", () => {
        seen.add("large step tries");
        return "x".repeat(4 * MEBIBYTE + 100_000);
      });
      await step.run("after", () => seen.add("after large step"));
    }),
    client.createFunction(on("large-parallel"), async ({ step }) => {
      await Promise.all([
        step.run("large", () => "x".repeat(4 * MEBIBYTE + 100_000)),
        step.run("small", () => 1),
      ]);
      await step.run("after", () => seen.add("after large parallel"));
    }),
    client.createFunction(on("large-result"), async ({ step }) => {
      await step.run("small", () => 1);
      return "x".repeat(4 * MEBIBYTE + 100_000);
    }),
    client.createFunction(on("many-steps"), async ({ step }) => {
      for (let n = 1; n <= 1_005; n++) await step.run(`step ${n}`, () => seen.add("steps done"));
    }),
    client.createFunction(on("fenced"), async ({ step }) => {
      await step.run("first", () => 1);
      await step.run("second", () => seen.atLeast("fenced may go on"));
    }),
    client.createFunction(
      { id: "minutely", retries: 0, triggers: { cron: "* * * * *" } },
      async ({ event }) => {
        seen.add("minutely", { name: event.name, data: event.data });
      },
    ),
    client.createFunction(on("thousand-steps"), async ({ step }) => {
      for (let n = 1; n <= 1_000; n++) await step.run(`step ${n}`, () => n);
      return "all";
    }),
  ];
}

describe("limits", () => {
  onEveryExecutor(prefix, functions, (target) => {
    const seen = () => target().app.seen;
    const event = (data: unknown = {}, more: Record<string, unknown> = {}) => ({
      name: `${prefix}/unheard`,
      data,
      ...more,
    });
    const postEvents = (body: unknown) => target().post(target().eventPath, body);

    it("events as they are answered", async ({ expect }) => {
      const table: Record<string, unknown> = {};
      for (const [what, body] of [
        ["one", event()],
        ["with an id", event({}, { id: "mine" })],
        ["a list", [event(), event()]],
        ["no name", { data: {} }],
        ["an empty name", { name: "", data: {} }],
        ["reserved", { name: "inngest/x", data: {} }],
        ["no data", { name: `${prefix}/unheard` }],
        ["data null", event(null)],
        ["data a list", event([1])],
        ["data a string", event("text")],
        ["ts 0", event({}, { ts: 0 })],
        ["ts text", event({}, { ts: "soon" })],
        ["ts 1970", event({}, { ts: 5 })],
        ["ts 2200", event({}, { ts: 7_300_000_000_000 })],
        ["name of 600", { name: "n".repeat(600), data: {} }],
        ["500 KiB", event({ text: "x".repeat(500 * 1024) })],
        ["600 KiB", event({ text: "x".repeat(600 * 1024) })],
        ["3.1 MiB", event({ text: "x".repeat(3.1 * MEBIBYTE) })],
        ["no JSON", "{no json"],
        ["a number", 5],
        ["one bad of two", [event(), { data: {} }]],
        ["5,001 events", Array.from({ length: 5_001 }, () => ({ name: "", data: {} }))],
      ] as const) {
        const { status, body: answer } = await postEvents(body);
        const { ids, error } = Object(answer);
        table[what] = status === 200 ? ids.length : [status, Array.isArray(ids), typeof error];
      }
      const other = await target().post("/e/not-our-key", event());
      table["another key"] = [other.status, Object(other.body).error];
      const refused = [400, true, "string"];
      expect(table).toEqual({
        one: 1,
        "with an id": 1,
        "a list": 2,
        "no name": refused,
        "an empty name": refused,
        reserved: refused,
        "no data": 1,
        "data null": 1,
        "data a list": refused,
        "data a string": refused,
        "ts 0": 1,
        "ts text": refused,
        "ts 1970": refused,
        "ts 2200": refused,
        "500 KiB": 1,
        "3.1 MiB": refused,
        "no JSON": refused,
        "a number": refused,
        "one bad of two": refused,
        "5,001 events": refused,
        "another key": [401, "Event key not found"],
        // Stricter than a self-hosted server (DESIGN.md).
        "600 KiB": target().name === "real" ? 1 : refused,
        "name of 600": target().name === "real" ? 1 : refused,
      });
    });

    it("state above 4 MiB arrives whole", async ({ expect }) => {
      await target().send("large-state");
      expect(await seen().atLeast("large state")).toEqual([
        [
          [2 * MEBIBYTE, "1"],
          [2 * MEBIBYTE, "2"],
          [2 * MEBIBYTE, "3"],
        ],
      ]);
    });

    for (const what of ["large-step", "large-parallel", "large-result"])
      it(`${what} fails its run at once`, async ({ expect }) => {
        await target().send(what);
        expect(await seen().atLeast(`finished ${what}`)).toEqual(["Failed"]);
        expect(seen().all("large step tries").length).toBeLessThanOrEqual(1);
        expect(seen().all("after large step")).toEqual([]);
      });

    // 2,005 steps take their time, so only where there is something to compare with.
    it.runIf(process.env.INNGEST_BASE_URL)(
      "a thousand steps are allowed, more are not",
      async ({ expect }) => {
        await target().send("thousand-steps");
        expect(await seen().atLeast("finished thousand-steps")).toEqual(["Completed"]);
        await target().send("many-steps");
        // The real server does not count steps that are checkpointed (DESIGN.md).
        const state = target().name === "real" ? "Completed" : "Failed";
        expect(await seen().atLeast("finished many-steps")).toEqual([state]);
      },
    );

    it("a checkpoint of another dispatch, or of an ended run, is refused with 409", async ({ expect }) => {
      await target().send("fenced");
      const { path, body } = await target().app.checkpointOf("first");
      const { request_started_at: _, generation_id: generation, ...rest } = body;
      const again = (more: Record<string, unknown>) => target().post(path, { ...rest, ...more });
      const same = await again({ generation_id: Number(generation) });
      const other = await again({ generation_id: Number(generation) + 1 });
      expect(same.status).toBe(200);
      // The self-hosted server that was compared lets every dispatch through (DESIGN.md).
      if (target().name === "real") return seen().add("fenced may go on");
      expect(other.status).toBe(409);
      seen().add("fenced may go on");
      await seen().atLeast("finished fenced");
      await expect
        .poll(async () => (await again({ generation_id: Number(generation) })).status, { timeout: 20_000 })
        .toBe(409);
    });

    it("a cron trigger starts its function with a timer event", async ({ expect }) => {
      target().advance(60_000);
      const wholeMinute = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/);
      const [event] = await seen().atLeast("minutely");
      expect(event).toEqual({
        name: "inngest/scheduled.timer",
        data: { cron: "* * * * *", fireAt: wholeMinute, scheduledAt: wholeMinute },
      });
    }, 90_000);
  });
});
