import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Lease } from "@/contracts/runner";
import type { VerdictReport } from "@/contracts/verdict";
import { run, runner, shard, verdict } from "@/db/schema";
import type { Ctx } from "@/server/domain/ctx";
import { readShardInput, readShardProblems } from "@/server/domain/shard";
import { planVerification, stopRunner } from "@/server/domain/verification";
import { answered, type Desk, goldOf, lease, leaseOne, openDesk, report } from "./desk";

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function generateAll(desk: Desk, isRight: (problemId: string, sample: number) => boolean = () => true) {
  for (;;) {
    const leases = await lease(desk.runner, { kinds: ["generate"] });
    if (leases.length === 0) return;
    for (const held of leases) await report(desk.runner, held, { samples: answered(held, isRight) });
  }
}

/** Verdicts for a verify lease from its input, as a runner would send them. */
async function judge(
  ctx: Ctx,
  held: Lease,
  wrong: (problemId: string) => boolean = () => false,
): Promise<VerdictReport[]> {
  const input = await readShardInput(ctx, held);
  if (input.type !== "samples") throw new Error("not a verify shard");
  const golds = new Map(
    (await collect(await readShardProblems(ctx, held))).map((problem) => [problem.id, problem.gold]),
  );
  return (await collect(input.lines)).map((line) => {
    const right = line.response.includes(golds.get(line.problemId) ?? "none") !== wrong(line.problemId);
    return {
      problemId: line.problemId,
      sample: line.sample,
      outcome: right ? "correct" : "incorrect",
      extracted: "x",
      rule: "boxed/test",
      goldNormal: null,
      answerNormal: null,
      answerClass: right ? 0 : 1,
    };
  });
}

/** A context whose random server-side re-checks look at every verdict. */
function recheckingEverything(ctx: Ctx): Ctx {
  return { ...ctx, ids: { ...ctx.ids, token: (bytes: number) => Buffer.alloc(bytes).toString("base64url") } };
}

const WRONG: Omit<VerdictReport, "problemId"> = {
  sample: 0,
  outcome: "incorrect",
  extracted: "x",
  rule: "boxed/test",
  goldNormal: null,
  answerNormal: null,
  answerClass: 0,
};

describe("verification", () => {
  it("begins while samples are still generated, in whole problems, and adds nothing when planned again", async () => {
    await using desk = await openDesk({ problems: 40 });
    const { runIds } = await desk.submit({ samples: 4, concurrency: 64 });
    let early = 0;
    for (let round = 0; round < 200; round++) {
      const [held] = await lease(desk.runner, { kinds: ["generate"], max: 1 });
      if (held === undefined) break;
      await report(desk.runner, held, { samples: answered(held) });
      const open = await desk.test.db.$count(shard, eq(shard.kind, "generate"));
      const done = (await desk.test.db.select().from(shard).where(eq(shard.kind, "generate"))).filter(
        (row) => row.state === "done",
      );
      if (done.length < open)
        early = Math.max(early, await desk.test.db.$count(shard, eq(shard.kind, "verify")));
    }
    expect(early).toBeGreaterThan(0);
    await planVerification(desk.system, runIds[0] ?? "", { final: true });
    const again = await planVerification(desk.system, runIds[0] ?? "", { final: true });
    expect(again).toEqual({ added: 0, open: 2 });
    const shards = await desk.test.db.select().from(shard).where(eq(shard.kind, "verify"));
    const problems = shards.flatMap(({ work }) => (work.kind === "verify" ? work.problemIds : []));
    expect(new Set(problems).size).toBe(40);
    expect(problems).toHaveLength(40);
  });

  it("gives golds and verify leases to trusted runners only, and takes verdicts from nobody else", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    await generateAll(desk);
    await planVerification(desk.system, runIds[0] ?? "", { final: true });
    expect(await lease(desk.untrusted)).toEqual([]);
    const held = await leaseOne(desk.runner, { kinds: ["verify"] });
    await expect(readShardInput(desk.untrusted, held)).rejects.toMatchObject({ code: "stale_lease" });
    await desk.test.db.update(runner).set({ trusted: false });
    await expect(readShardInput(desk.runner, held)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readShardProblems(desk.runner, held)).rejects.toMatchObject({ code: "forbidden" });
    const one = {
      problemId: "p0",
      sample: 0,
      outcome: "correct" as const,
      extracted: null,
      rule: "x",
      answerClass: 0,
    };
    await expect(report(desk.runner, held, { verdicts: [one] })).rejects.toMatchObject({ code: "forbidden" });
    expect(await desk.test.db.$count(verdict)).toBe(0);
  });

  it("stores a verdict once and opens a shard again whose verdicts are not all there", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    await generateAll(desk);
    await planVerification(desk.system, runIds[0] ?? "", { final: true });
    const held = await leaseOne(desk.runner, { kinds: ["verify"] });
    const verdicts = await judge(desk.runner, held);
    await report(desk.runner, held, { verdicts: verdicts.slice(0, 4), done: false });
    expect(await report(desk.runner, held, { verdicts: verdicts.slice(0, 5), done: true })).toEqual({
      stored: 1,
      duplicates: 4,
    });
    const [row] = await desk.test.db.select().from(shard).where(eq(shard.id, held.shardId));
    expect(row?.state).toBe("pending");
    expect(row?.work.kind === "verify" && row.work.problemIds).not.toContain("p0");
    desk.platform.advance(2_000);
    const again = await leaseOne(desk.runner, { kinds: ["verify"] });
    await report(desk.runner, again, { verdicts: await judge(desk.runner, again) });
    expect(await desk.test.db.$count(verdict)).toBe(24);
  });

  it("stops a runner whose verdict the server does not share, removes its verdicts and has them done again", async () => {
    await using desk = await openDesk({ problems: 40 });
    const { runIds } = await desk.submit({ samples: 4 });
    await generateAll(desk);
    await planVerification(desk.system, runIds[0] ?? "", { final: true });
    const first = await leaseOne(desk.runner, { kinds: ["verify"] });
    await report(desk.runner, first, { verdicts: await judge(desk.runner, first) });
    const second = await leaseOne(desk.runner, { kinds: ["verify"] });
    const lies = await judge(
      desk.runner,
      second,
      (id) => id === (second.work.kind === "verify" ? second.work.problemIds[0] : ""),
    );
    await expect(report(recheckingEverything(desk.runner), second, { verdicts: lies })).rejects.toMatchObject(
      { code: "forbidden" },
    );
    expect(await desk.test.db.$count(verdict)).toBe(0);
    const [stopped] = await desk.test.db.select().from(runner);
    expect(stopped?.stoppedReason).toContain("the server's is correct");
    await expect(leaseOne(desk.runner)).rejects.toMatchObject({ code: "forbidden" });
    expect(await desk.test.db.$count(shard, eq(shard.state, "pending"))).toBe(2);
    const other = await leaseOne(desk.runner, { name: "r2", kinds: ["verify"] });
    await report(recheckingEverything(desk.runner), other, { verdicts: await judge(desk.runner, other) });
    expect(await desk.test.db.$count(verdict)).toBeGreaterThan(0);
  });

  it("removes what a stopped runner judged while it read an upload, of runs that are not scored yet", async () => {
    await using desk = await openDesk();
    const { db } = desk.test;
    const [read, scored] = [await desk.submit(), await desk.submit()];
    await generateAll(desk);
    for (const [index, { runIds }] of [read, scored].entries()) {
      const runId = runIds[0] ?? "";
      await planVerification(desk.system, runId, { final: true });
      const held = await leaseOne(desk.runner, { kinds: ["verify"] });
      const isHeld = eq(shard.id, held.shardId);
      await db
        .update(shard)
        .set({ kind: "ingest", work: { kind: "ingest", pass: "store" } })
        .where(isHeld);
      await report(desk.runner, held, { verdicts: [{ ...WRONG, problemId: "p0" }], done: false });
      if (index > 0) await db.update(run).set({ state: "scoring" }).where(eq(run.id, runId));
      else await db.update(shard).set({ state: "done" }).where(isHeld);
    }
    const [{ id: runnerId } = { id: "" }] = await db.select({ id: runner.id }).from(runner);
    await stopRunner(desk.system, runnerId, "a test");
    const left = await db.select({ runId: verdict.runId }).from(verdict);
    expect(left).toEqual([{ runId: scored.runIds[0] }]);
    expect(await db.$count(shard, and(eq(shard.kind, "ingest"), eq(shard.state, "done")))).toBe(1);
  });

  it("never lets a gold or a solution into a generate lease", async () => {
    await using desk = await openDesk({ problems: 20 });
    await desk.submit({ method: "self-consistency", samples: 3 });
    const leases = await lease(desk.untrusted);
    expect(leases.length).toBeGreaterThan(0);
    const text = JSON.stringify(leases);
    expect(text).toContain("Statement number 7.");
    for (let index = 0; index < 20; index++) expect(text).not.toContain(String(goldOf(index)));
    expect(text).not.toContain("sentinel-solution");
  });
});
