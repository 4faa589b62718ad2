import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lease } from "@/contracts/runner";
import { LEASE } from "@/contracts/runner";
import { lostLease, run, sample, sampleLoss, shard, trace } from "@/db/schema";
import { sweep } from "@/server/domain/leaderboard";
import { answered, type Desk, itemsOf, lease, leaseOne, openDesk, report, sampleOf } from "../flow/desk";

const AWAY_MS = LEASE.leaseMs + 1_000;
const SECOND = { name: "r2" };

/** Two runners on one run; every call that either makes is counted by its sample. */
function counted() {
  const calls = new Map<string, number>();
  const generate = (held: Lease, who: string, most = Number.POSITIVE_INFINITY) =>
    itemsOf(held)
      .slice(0, most)
      .map((item) => {
        const key = `${item.problemId}/${item.sample}`;
        calls.set(key, (calls.get(key) ?? 0) + 1);
        return sampleOf(item.problemId, item.sample, `${who} says \\boxed{1}`);
      });
  return { calls, generate };
}

/** Leases and answers until nothing is left. */
async function finishAs(desk: Desk, name: string, generate: (held: Lease, who: string) => unknown[]) {
  for (let held = await lease(desk.runner, { name, max: 1 }); held.length > 0; ) {
    for (const one of held) {
      if (one.work.kind !== "generate") continue;
      await report(desk.runner, one, { samples: generate(one, name) as ReturnType<typeof answered> });
    }
    desk.platform.advance(2_000);
    held = await lease(desk.runner, { name, max: 1, kinds: ["generate"] });
  }
}

describe("results of a lease that was taken back", () => {
  it("are stored where nobody has brought them, dropped where somebody has, and never asked for again", async () => {
    await using desk = await openDesk();
    await desk.submit({ concurrency: 1 });
    const { calls, generate } = counted();
    const first = await leaseOne(desk.runner);
    const mine = generate(first, "r1");
    // The server is away for longer than the lease; another runner is the first to come back and answers two samples.
    desk.platform.advance(AWAY_MS);
    const second = await leaseOne(desk.runner, SECOND);
    const theirs = generate(second, "r2", 2);
    await report(desk.runner, second, { samples: theirs, done: false });
    expect(await report(desk.runner, first, { samples: mine })).toEqual({
      stored: mine.length - theirs.length,
      duplicates: theirs.length,
      over: true,
    });
    // Telling it again changes nothing.
    expect(await report(desk.runner, first, { samples: mine })).toMatchObject({
      stored: 0,
      duplicates: mine.length,
    });
    await report(desk.runner, second, { done: true });
    await finishAs(desk, "r2", generate);
    expect(await desk.test.db.$count(sample)).toBe(24);
    expect(await desk.test.db.$count(trace)).toBe(24);
    // Beyond one call a sample only those that the second runner had begun before it could know better.
    const extra = [...calls.values()].reduce((sum, count) => sum + count - 1, 0);
    expect(extra).toBe(theirs.length);
    const texts = await Promise.all(
      mine.map(async (item) => {
        const [owner] = await desk.test.db.select({ id: run.id }).from(run);
        const key = { runId: owner?.id ?? "", problemId: item.problemId, sample: item.sample };
        return (await desk.system.traces.get(key))?.response;
      }),
    );
    expect(texts.filter((text) => text?.startsWith("r2"))).toHaveLength(theirs.length);
    expect((await desk.test.db.select().from(shard)).every((row) => row.state !== "pending")).toBe(true);
  });

  it("are refused from another key, for other samples, as failures, and where the run needs nothing any more", async () => {
    await using desk = await openDesk();
    await desk.submit({ concurrency: 1 });
    const first = await leaseOne(desk.runner);
    const mine = answered(first);
    desk.platform.advance(AWAY_MS);
    await leaseOne(desk.runner, SECOND);
    await expect(report(desk.untrusted, first, { samples: mine })).rejects.toMatchObject({
      code: "stale_lease",
    });
    await expect(
      report(desk.runner, { ...first, leaseGeneration: 40 }, { samples: mine }),
    ).rejects.toMatchObject({ code: "stale_lease" });
    const [one] = mine;
    const fault = { kind: "infra_error" as const, code: "timed_out", message: "too slow" };
    const strange = [
      sampleOf("p11", 1, "not of this lease"),
      sampleOf(one?.problemId ?? "", one?.sample ?? 0, "", { fault }),
    ];
    expect(await report(desk.runner, first, { samples: strange })).toMatchObject({ stored: 0, over: true });
    await desk.test.db.update(run).set({ state: "cancelled" });
    await expect(report(desk.runner, first, { samples: mine })).rejects.toMatchObject({
      code: "stale_lease",
    });
    expect(await desk.test.db.$count(sample)).toBe(0);
  });

  it("are forgotten after a day", async () => {
    await using desk = await openDesk();
    await desk.submit({ concurrency: 1 });
    const first = await leaseOne(desk.runner);
    desk.platform.advance(AWAY_MS);
    await sweep(desk.system);
    const kept = () => desk.test.db.$count(lostLease, eq(lostLease.shardId, first.shardId));
    expect(await kept()).toBe(1);
    desk.platform.advance(LEASE.lateReportMs + 1_000);
    await sweep(desk.system);
    expect(await kept()).toBe(0);
    await expect(report(desk.runner, first, { samples: answered(first) })).rejects.toMatchObject({
      code: "stale_lease",
    });
  });

  it("lose and double nothing, whatever the order in which two runners and outages meet", async () => {
    const step = fc.constantFrom("r1", "r2", "away", "late r1", "late r2");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await using desk = await openDesk({ problems: 4 });
        await desk.submit({ concurrency: 2 });
        const { calls, generate } = counted();
        const spooled: Record<string, { held: Lease; samples: ReturnType<typeof generate> }[]> = {};
        const late = async (name: string) => {
          for (const { held, samples } of spooled[name]?.splice(0) ?? [])
            await report(desk.runner, held, { samples }).catch(() => {});
        };
        for (const next of steps) {
          if (next === "away") desk.platform.advance(AWAY_MS);
          else if (next.startsWith("late")) await late(next.slice(5));
          else
            for (const held of await lease(desk.runner, { name: next, max: 1, kinds: ["generate"] })) {
              spooled[next] ??= [];
              spooled[next].push({ held, samples: generate(held, next) });
            }
        }
        desk.platform.advance(AWAY_MS);
        await sweep(desk.system);
        for (const name of ["r1", "r2"]) await late(name);
        desk.platform.advance(AWAY_MS);
        await finishAs(desk, "r2", generate);
        expect(await desk.test.db.$count(sample)).toBe(8);
        expect(await desk.test.db.$count(trace)).toBe(8);
        expect(
          (await desk.test.db.select().from(shard)).every(
            (row) => row.kind !== "generate" || row.state === "done",
          ),
        ).toBe(true);
        const losses = (await desk.test.db.select().from(sampleLoss)).reduce(
          (sum, row) => sum + row.losses,
          0,
        );
        const made = [...calls.values()].reduce((sum, count) => sum + count, 0);
        expect(made).toBeLessThanOrEqual(8 + losses);
      }),
      { numRuns: 6 },
    );
  });
});
