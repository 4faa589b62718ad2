import { and, eq, inArray, or, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { EngineInfo, Lease } from "@/contracts/runner";
import type { VerdictReport } from "@/contracts/verdict";
import { rescore, rescoreRun, run, sample, shard, submission, verdict } from "@/db/schema";
import { SOLVER_MODEL } from "@/gpu-runner/serve/noisy-solver-source";
import { serveSolver } from "@/gpu-runner/serve/serve-solver";
import { advanceStage, getBoard, scoreStage, sweep } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { noteNoRunner, readShardInput, reopenShards } from "@/server/domain/shard";
import { createEndpointSubmission } from "@/server/domain/submission";
import { adoptVerifier, planRescore, planVerification, startDueRescore } from "@/server/domain/verification";
import { answered, type Desk, lease, leaseOne, openDesk, report } from "./desk";
import { engineRoom } from "./engine-room";

const FORMER = "answer:0.9.0:aaaaaaaaaaaa";

/** Verdicts for a verify lease; all answers are right. */
async function judged(desk: Desk, held: Lease): Promise<VerdictReport[]> {
  const input = await readShardInput(desk.runner, held);
  if (input.type !== "samples") throw new Error("not a verify shard");
  const verdicts: VerdictReport[] = [];
  for await (const { problemId, sample: index } of input.lines) {
    verdicts.push({
      problemId,
      sample: index,
      outcome: "correct",
      extracted: "x",
      rule: "boxed/test",
      goldNormal: null,
      answerNormal: null,
      answerClass: 0,
    });
  }
  return verdicts;
}

async function generateAll(desk: Desk): Promise<void> {
  for (const held of await lease(desk.runner, { kinds: ["generate"] }))
    await report(desk.runner, held, { samples: answered(held) });
}

/** A run with all its samples that was planned for a former version of the verifier. */
async function formerRun(desk: Desk): Promise<{ runId: string; present: string }> {
  const { runIds } = await desk.submit();
  const runId = runIds[0] ?? "";
  const [row] = await desk.test.db.select().from(run).where(eq(run.id, runId));
  await desk.test.db.update(run).set({ verifierKey: FORMER }).where(eq(run.id, runId));
  await generateAll(desk);
  await planVerification(desk.system, runId, { final: true });
  return { runId, present: row?.verifierKey ?? "" };
}

const MISMATCH = {
  code: "verifier_mismatch",
  message: "This runner has another version.",
  retry: "later" as const,
  retryAfterMs: 60_000,
};

describe("an upgrade of the verifier in the middle of runs", () => {
  it("never fails a shard because runner and run are of two versions", async () => {
    await using desk = await openDesk();
    await formerRun(desk);
    for (let round = 0; round < 8; round++) {
      const held = await leaseOne(desk.runner, { kinds: ["verify"] });
      await report(desk.runner, held, { failure: MISMATCH });
      desk.platform.advance(61_000);
    }
    const [row] = await desk.test.db.select().from(shard).where(eq(shard.kind, "verify"));
    expect([row?.state, row?.losses]).toEqual(["pending", 0]);
  });

  it("goes on under the version in use: what was judged is judged again, nothing is generated, nothing is lost", async () => {
    await using desk = await openDesk();
    const { runId, present } = await formerRun(desk);
    const held = await leaseOne(desk.runner, { kinds: ["verify"] });
    const verdicts = await judged(desk, held);
    await report(desk.runner, held, { verdicts: verdicts.slice(0, 7), done: false });

    expect(await adoptVerifier(desk.system)).toBe(1);
    await expect(report(desk.runner, held, { verdicts: verdicts.slice(7) })).rejects.toMatchObject({
      code: "stale_lease",
    });
    expect(await desk.test.db.$count(verdict)).toBe(0);
    expect(await desk.test.db.$count(sample)).toBe(24);
    const again = await leaseOne(desk.runner, { kinds: ["verify"] });
    expect(again.work).toMatchObject({ kind: "verify", verifier: { key: present } });
    await report(desk.runner, again, { verdicts: await judged(desk, again) });
    const stored = await desk.test.db.select().from(verdict);
    expect([stored.length, new Set(stored.map((row) => row.verifierKey))]).toEqual([24, new Set([present])]);
    const open = and(eq(shard.runId, runId), inArray(shard.state, ["pending", "leased"]));
    expect(await desk.test.db.$count(shard, open)).toBe(0);
    expect(await adoptVerifier(desk.system)).toBe(0);
  });

  it("judges again where the upgrade is taken back, what was judged and what was cancelled before it", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    const runId = runIds[0] ?? "";
    const { db } = desk.test;
    await generateAll(desk);
    await planVerification(desk.system, runId, { final: true });
    const work = sql`jsonb_set(${shard.work}, '{verifierKey}', to_jsonb(${FORMER}::text))`;
    for (const isJudged of [false, true]) {
      const held = await leaseOne(desk.runner, { kinds: ["verify"] });
      if (isJudged) await report(desk.runner, held, { verdicts: await judged(desk, held) });
      // Another version was in use for a while: its own adoption cancelled what was open and removed the verdicts.
      await db.delete(verdict);
      await db.update(run).set({ verifierKey: FORMER });
      const open = and(eq(shard.kind, "verify"), eq(shard.state, "leased"));
      await db
        .update(shard)
        .set({ state: "cancelled", runnerId: null, leaseExpiresAt: null, work })
        .where(open);
      expect(await adoptVerifier(desk.system)).toBe(1);
    }
    const held = await leaseOne(desk.runner, { kinds: ["verify"] });
    await report(desk.runner, held, { verdicts: await judged(desk, held) });
    expect(await db.$count(verdict)).toBe(24);
  });

  it("closes the run at the moment in which nothing is left to judge, so that no upgrade empties it before its scoring", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    const runId = runIds[0] ?? "";
    const { db } = desk.test;
    await generateAll(desk);
    const stage = { runId, stage: "verify" as const };
    expect(await advanceStage(desk.system, { ...stage, round: 0 })).toBe("open");
    const held = await leaseOne(desk.runner, { kinds: ["verify"] });
    await report(desk.runner, held, { verdicts: await judged(desk, held) });
    expect(await advanceStage(desk.system, { ...stage, round: 1 })).toBe("done");
    await db.update(run).set({ verifierKey: FORMER });
    await db.update(verdict).set({ verifierKey: FORMER });
    expect(await adoptVerifier(desk.system)).toBe(0);
    expect(await scoreStage(desk.system, runId)).toBe(true);
    expect(await db.$count(verdict)).toBe(24);
  });

  it("leaves what a retried run was judged by before the upgrade cancelled", async () => {
    await using desk = await openDesk();
    const { runId, present } = await formerRun(desk);
    const { db } = desk.test;
    expect(await adoptVerifier(desk.system)).toBe(1);
    await db.update(shard).set({ state: "failed" }).where(eq(shard.state, "pending"));
    await reopenShards(db, [runId], desk.system.clock.now());
    const shards = await db.select().from(shard).where(eq(shard.kind, "verify"));
    const states = shards.map(({ work, state }) => [work.kind === "verify" && work.verifierKey, state]);
    expect(states.sort()).toEqual([
      [FORMER, "cancelled"],
      [present, "pending"],
    ]);
  });

  it("leaves runs alone that are planned for the version in use, or judged by another kind of verifier", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    expect(await adoptVerifier(desk.system)).toBe(0);
    const other = "judge:1.0.0:bbbbbbbbbbbb";
    await desk.test.db.update(run).set({ verifierKey: other }).where(inArray(run.id, runIds));
    expect(await adoptVerifier(desk.system)).toBe(0);
  });

  it("turns what will be reduced from a run together with it", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit({ method: "self-consistency", samples: 2 });
    await desk.test.db.update(run).set({ verifierKey: FORMER }).where(inArray(run.id, runIds));
    await adoptVerifier(desk.system);
    const rows = await desk.test.db.select().from(run);
    expect(rows.map((row) => row.kind).sort()).toEqual(["generated", "reduced"]);
    expect(new Set(rows.map((row) => row.verifierKey)).size).toBe(1);
    expect(rows[0]?.verifierKey).not.toBe(FORMER);
  });

  it("turns a re-score that waits for a former version to the one in use", async () => {
    await using desk = await openDesk();
    const { runId, present } = await formerRun(desk);
    const between = "answer:0.9.5:cccccccccccc";
    const { db } = desk.test;
    await db.update(shard).set({ state: "done" }).where(eq(shard.kind, "verify"));
    await db.update(run).set({ state: "published", publishedAt: desk.system.clock.now() });
    const startedAt = desk.system.clock.now();
    await db
      .insert(rescore)
      .values({ id: "resc_test", verifierVersion: "0.9.5", state: "running", startedAt });
    const planned = { rescoreId: "resc_test", runId, fromKey: FORMER, toKey: between };
    await db.insert(rescoreRun).values({ ...planned, state: "waiting" });
    expect((await planRescore(desk.system, planned)).open).toBe(1);
    const held = await leaseOne(desk.runner, { kinds: ["verify"] });
    await report(desk.runner, held, { verdicts: (await judged(desk, held)).slice(0, 3), done: false });

    expect(await adoptVerifier(desk.system)).toBe(1);
    const [row] = await db.select().from(rescoreRun);
    expect(row).toMatchObject({ fromKey: FORMER, toKey: present, state: "waiting" });
    expect(await db.$count(verdict)).toBe(0);
    const stand = await planRescore(desk.system, { ...planned, toKey: present });
    expect(stand).toEqual({ open: 1, problem: null });
    const again = await leaseOne(desk.runner, { kinds: ["verify"] });
    expect(again.work).toMatchObject({ verifier: { key: present } });
  });

  it("tries once more, in another re-score, what one has failed at", async () => {
    await using desk = await openDesk();
    const { runId, present } = await formerRun(desk);
    const { db } = desk.test;
    const isPending = eq(shard.state, "pending");
    await db.update(shard).set({ state: "done" }).where(isPending);
    const first = { rescoreId: "resc_first", runId, toKey: present };
    expect(await planRescore(desk.system, first)).toEqual({ open: 1, problem: null });
    await db.update(shard).set({ state: "failed", failureMessage: "It ended five times." }).where(isPending);
    expect(await planRescore(desk.system, first)).toEqual({ open: 0, problem: "It ended five times." });
    const second = await planRescore(desk.system, { ...first, rescoreId: "resc_second" });
    expect(second).toEqual({ open: 1, problem: null });
  });

  it("starts a due re-score by itself, once for each run and key, unless the operator wants to be asked", async () => {
    await using desk = await openDesk();
    const { runId, present } = await formerRun(desk);
    const { db } = desk.test;
    await db.update(run).set({ state: "published", publishedAt: desk.system.clock.now() });
    const automatic = {
      ...desk.system,
      settings: { ...desk.system.settings, rescores: "automatic" as const },
    };
    expect(await startDueRescore(desk.system)).toBeNull();
    const started = await startDueRescore(automatic);
    expect(started).toMatchObject({ runs: 1, samples: 24 });
    expect(await startDueRescore(automatic)).toBeNull();
    await db.update(rescore).set({ state: "done" });
    await db.update(rescoreRun).set({ state: "failed", reason: "its shards failed" });
    expect(await startDueRescore(automatic)).toBeNull();
    await db.update(rescoreRun).set({ toKey: `${present}x` });
    expect(await startDueRescore(automatic)).toMatchObject({ runs: 1 });
    expect(await db.$count(rescoreRun, eq(rescoreRun.runId, runId))).toBe(2);
  });
});

describe("an upgrade with everything running", () => {
  it("carries a submission to its board, votes included, without a call or a sample more", async () => {
    await using room = await engineRoom();
    const { db } = room.test;
    const solver = await serveSolver({ port: 0, errorRate: 0.2 });
    room.runner({ name: "generates", kinds: ["probe", "generate"] });
    const { submissionId } = await createEndpointSubmission(room.admin, {
      url: solver.url,
      model: SOLVER_MODEL,
      benchmark: "bundled",
      method: "self-consistency",
      samples: 2,
    });
    await expect.poll(() => db.$count(sample), { timeout: 120_000, interval: 100 }).toBe(120);
    const isJudging = eq(shard.kind, "verify");
    await expect.poll(() => db.$count(shard, isJudging), { timeout: 120_000, interval: 100 }).toBe(1);
    const [planned] = await db.select().from(run);
    await db.transaction(async (tx) => {
      await tx.update(run).set({ verifierKey: FORMER });
      await tx
        .update(shard)
        .set({ work: sql`jsonb_set(${shard.work}, '{verifierKey}', to_jsonb(${FORMER}::text))` })
        .where(isJudging);
    });
    room.runner({ name: "verifies", kinds: ["verify"] });
    // The sweep of the clock may be quicker than the runner that finds out.
    const isNoticed = or(eq(shard.failureCode, "verifier_mismatch"), eq(shard.state, "cancelled"));
    await expect
      .poll(() => db.$count(shard, isNoticed), { timeout: 120_000, interval: 100 })
      .toBeGreaterThan(0);
    await sweep(room.system);
    await room.reaches(submissionId, ["published"]);

    const keys = await db.selectDistinct({ key: verdict.verifierKey }).from(verdict);
    expect(keys).toEqual([{ key: planned?.verifierKey }]);
    expect([await db.$count(verdict), await db.$count(sample)]).toEqual([120, 120]);
    const board = await getBoard(room.anonymous, { benchmark: "bundled" });
    expect([board.verifier, board.rows.length]).toEqual([planned?.verifierKey, 2]);
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
    await solver.close();
  });
});

describe("programs that wait for a sandbox", () => {
  it("go to a runner whose sandbox their key names, to no other one, and the wait is told", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit();
    await generateAll(desk);
    const probed = { ok: true as const, engine: "bubblewrap" as const, version: "0.8.0", python: "3.11.2" };
    const engineOf = (key: string): EngineInfo => ({
      name: "sandbox",
      models: [],
      capabilities: [],
      hardware: null,
      sandbox: { ...probed, network: "namespace", verifierKey: key },
    });
    const key = "code.cpython-3.11:9.0.0:dddddddddddd";
    await desk.test.db.update(run).set({ verifierKey: key });
    await planVerification(desk.system, runIds[0] ?? "", { final: true });
    expect(await lease(desk.runner, { kinds: ["verify"] })).toEqual([]);
    const other = "code.cpython-3.9:9.0.0:dddddddddddd";
    expect(await lease(desk.runner, { kinds: ["verify"], engines: [engineOf(other)] })).toEqual([]);
    expect(await noteNoRunner(desk.system, submissionId)).toBe(true);
    const [told] = await desk.test.db.select().from(submission);
    expect([told?.state, told?.reasonMessage]).toEqual(["waiting", expect.stringContaining(key)]);
    const held = await leaseOne(desk.runner, { kinds: ["verify"], engines: [engineOf(key)] });
    expect(held.work).toMatchObject({ verifier: { key } });
    expect(await noteNoRunner(desk.system, submissionId)).toBe(false);
  });
});
