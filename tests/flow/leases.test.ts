import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { endpoint, run, runner, sample, sampleLoss, shard, submission, trace } from "@/db/schema";
import { createAccount } from "@/server/domain/account";
import { sweep } from "@/server/domain/leaderboard";
import { planRuns } from "@/server/domain/plan";
import { enqueueGenerate, heartbeatShards } from "@/server/domain/shard";
import { cancelSubmission, createEndpointSubmission } from "@/server/domain/submission";
import {
  answered,
  itemsOf,
  lease,
  leaseOne,
  openDesk,
  passCheck,
  report,
  sampleOf,
  submitterOf,
} from "./desk";

describe("leases", () => {
  it("gives every pair out once, however many runners ask at once, sample 0 of every problem first", async () => {
    await using desk = await openDesk();
    await desk.submit();
    const all = await Promise.all([1, 2, 3].map((n) => lease(desk.runner, { name: `r${n}`, max: 5 })));
    const leased = all.flat();
    const items = leased.flatMap(itemsOf).map((item) => `${item.problemId}/${item.sample}`);
    expect(new Set(items).size).toBe(items.length);
    expect(new Set(leased.map((one) => one.shardId)).size).toBe(leased.length);
    const first = await desk.test.db.select().from(shard).orderBy(shard.priority);
    const samples = first.flatMap((row) =>
      row.work.kind === "generate" ? row.work.items.map((item) => item.sample) : [],
    );
    expect(samples).toEqual([...Array(12).fill(0), ...Array(12).fill(1)]);
  });

  it("plans and enqueues the same once, however often the steps run", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit();
    const before = await desk.test.db.select().from(shard);
    const [frozen] = await desk.test.db
      .select()
      .from(run)
      .where(eq(run.id, runIds[0] ?? ""));
    await planRuns(desk.system, submissionId);
    expect(await enqueueGenerate(desk.system, runIds[0] ?? "")).toBe(0);
    expect(await desk.test.db.$count(run)).toBe(1);
    expect(await desk.test.db.$count(shard)).toBe(before.length);
    const [again] = await desk.test.db
      .select()
      .from(run)
      .where(eq(run.id, runIds[0] ?? ""));
    expect(again?.manifestSha256).toBe(frozen?.manifestSha256);
  });

  it("plans nothing for a submission that was taken back while it was about to be planned", async () => {
    await using desk = await openDesk();
    const { submissionId } = await createEndpointSubmission(desk.admin, {
      url: "http://127.0.0.1:9/v1",
      model: "some-model",
      benchmark: "sentinel",
    });
    await passCheck(desk.test, submissionId);
    await cancelSubmission(desk.admin, { id: submissionId });
    expect((await planRuns(desk.system, submissionId)).runs).toEqual([]);
    expect(await desk.test.db.$count(run)).toBe(0);
  });

  it("invariant 3: a repeated report stores nothing twice and keeps the first text", async () => {
    await using desk = await openDesk();
    await desk.submit();
    const held = await leaseOne(desk.runner);
    const samples = answered(held);
    expect(await report(desk.runner, held, { samples, done: false })).toEqual({
      stored: samples.length,
      duplicates: 0,
    });
    const other = samples.map((item) => ({ ...item, trace: { ...item.trace, response: "another text" } }));
    expect(await report(desk.runner, held, { samples: other, done: false })).toEqual({
      stored: 0,
      duplicates: samples.length,
    });
    const stored = await desk.test.db.select().from(sample);
    expect(stored).toHaveLength(samples.length);
    const first = samples[0];
    const document = await desk.system.traces.get({
      runId: held.runId ?? "",
      problemId: first?.problemId ?? "",
      sample: first?.sample ?? 0,
    });
    expect(document?.response).toBe(first?.trace.response);
  });

  it("gives the missing part of a lease that is over to the next one, and renews it no more", async () => {
    await using desk = await openDesk();
    await desk.submit({ concurrency: 1 });
    const held = await leaseOne(desk.runner);
    const samples = answered(held);
    await report(desk.runner, held, { samples: samples.slice(0, 2), done: false });
    desk.platform.advance(61_000);
    const next = await leaseOne(desk.runner, { name: "r2", max: 1 });
    const beat = await heartbeatShards(desk.runner, {
      leases: [{ shardId: held.shardId, leaseGeneration: held.leaseGeneration }],
    });
    expect(beat.lost).toEqual([held.shardId]);
    const told = new Set(samples.slice(0, 2).map((item) => `${item.problemId}/${item.sample}`));
    expect(itemsOf(next).some((item) => told.has(`${item.problemId}/${item.sample}`))).toBe(false);
    expect(await desk.test.db.$count(sample)).toBe(2);
  });

  it("keeps a lease that is renewed", async () => {
    await using desk = await openDesk();
    await desk.submit();
    const held = await leaseOne(desk.runner);
    for (let beat = 0; beat < 8; beat++) {
      desk.platform.advance(15_000);
      const answer = await heartbeatShards(desk.runner, { leases: [held] });
      expect(answer).toEqual({ renewed: [held.shardId], lost: [] });
    }
    await report(desk.runner, held, { samples: answered(held) });
    const [row] = await desk.test.db.select().from(shard).where(eq(shard.id, held.shardId));
    expect(row?.state).toBe("done");
  });

  it("does not let another key's runner touch a lease", async () => {
    await using desk = await openDesk();
    await desk.submit();
    const held = await leaseOne(desk.runner);
    await expect(report(desk.untrusted, held, { samples: answered(held) })).rejects.toMatchObject({
      code: "stale_lease",
    });
    const beat = await heartbeatShards(desk.untrusted, { leases: [held] });
    expect(beat.renewed).toEqual([]);
  });

  it("turns a pair lost three times into an infrastructure error and saves its neighbours", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit({ concurrency: 1 });
    // One pair kills every runner that meets it; all others are answered.
    const poison = (item: { problemId: string; sample: number }) =>
      item.problemId === "p3" && item.sample === 1;
    for (let round = 0; round < 80; round++) {
      const [held] = await lease(desk.runner, { max: 1, kinds: ["generate"] });
      if (held === undefined) break;
      const safe = itemsOf(held).findIndex(poison);
      const samples = answered(held).slice(0, safe < 0 ? undefined : safe);
      await report(desk.runner, held, { samples, done: safe < 0 });
      if (safe >= 0) desk.platform.advance(61_000);
      else desk.platform.advance(1_000);
    }
    const faults = (await desk.test.db.select().from(sample)).filter((row) => row.fault);
    expect(faults.map((row) => `${row.problemId}/${row.sampleIndex} ${row.fault?.code}`)).toEqual([
      "p3/1 worker_lost",
    ]);
    expect(await desk.test.db.$count(sample, eq(sample.runId, runIds[0] ?? ""))).toBe(24);
    expect((await desk.test.db.select().from(sampleLoss)).every((row) => row.losses <= 3)).toBe(true);
    expect(await desk.test.db.$count(trace)).toBe(24);
  });

  it("waits for an endpoint that is down, tries it again with one lease, and gives up after a day", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit();
    const held = await leaseOne(desk.runner);
    const down = { code: "unreachable", message: "refused", retry: "later" as const, retryAfterMs: 0 };
    await report(desk.runner, held, { failure: down });
    const [waiting] = await desk.test.db.select().from(submission).where(eq(submission.id, submissionId));
    expect([waiting?.state, waiting?.reasonCode]).toEqual(["waiting", "endpoint_unreachable"]);
    expect(waiting?.nextTryAt?.getTime()).toBe(desk.system.clock.now().getTime() + 15_000);
    expect(await lease(desk.runner)).toEqual([]);
    desk.platform.advance(15_001);
    const tried = await lease(desk.runner);
    expect(tried).toHaveLength(1);
    const [trial] = tried;
    if (trial === undefined) throw new Error("no trial lease");
    await report(desk.runner, trial, { samples: answered(trial) });
    const [closed] = await desk.test.db.select().from(endpoint);
    expect([closed?.failures, closed?.nextTryAt]).toEqual([0, null]);

    const next = await leaseOne(desk.runner);
    await report(desk.runner, next, { failure: down });
    desk.platform.advance(24 * 3_600_000);
    await sweep(desk.system);
    const [given] = await desk.test.db
      .select()
      .from(run)
      .where(eq(run.id, runIds[0] ?? ""));
    expect(given?.state).toBe("failed");
    const [failed] = await desk.test.db.select().from(submission).where(eq(submission.id, submissionId));
    expect(failed?.state).toBe("failed");
    expect(failed?.reasonMessage).toContain("24 hours");
  });

  it("tries a sample whose transport failed again, and stores the fault at the third time", async () => {
    await using desk = await openDesk({ problems: 10 });
    const { runIds } = await desk.submit({ samples: 1, concurrency: 4 });
    const fault = { kind: "infra_error" as const, code: "timed_out", message: "too slow" };
    for (let attempt = 0; attempt < 3; attempt++) {
      for (const held of await lease(desk.runner, { kinds: ["generate"] })) {
        const samples = itemsOf(held).map(({ problemId, sample: index }) =>
          problemId === "p0" ? sampleOf(problemId, index, "", { fault }) : sampleOf(problemId, index, "x"),
        );
        await report(desk.runner, held, { samples });
      }
      desk.platform.advance(2_000);
      for (const held of await lease(desk.runner, { kinds: ["generate"] }))
        await report(desk.runner, held, {
          samples: itemsOf(held).map(({ problemId, sample: index }) =>
            sampleOf(problemId, index, problemId === "p0" ? "" : "x", problemId === "p0" ? { fault } : {}),
          ),
        });
      desk.platform.advance(2_000);
    }
    const rows = await desk.test.db
      .select()
      .from(sample)
      .where(eq(sample.runId, runIds[0] ?? ""));
    expect(rows).toHaveLength(10);
    expect(rows.filter((row) => row.fault).map((row) => row.fault?.code)).toEqual(["timed_out"]);
  });

  it("shares runners between teams before it looks at age", async () => {
    await using desk = await openDesk();
    await desk.submit({ concurrency: 256 });
    const other = await createAccount(desk.admin, { name: "Other", teamName: "Other team" });
    const theirs = desk.platform.as(submitterOf(other));
    const { submissionId } = await createEndpointSubmission(theirs, {
      url: "https://example.org/v1",
      model: "their-model",
      benchmark: "sentinel",
      samples: 2,
      concurrency: 256,
    });
    await passCheck(desk.test, submissionId);
    const { runs } = await planRuns(desk.system, submissionId);
    await enqueueGenerate(desk.system, runs[0]?.runId ?? "");
    const leased = await lease(desk.runner, { max: 4 });
    const mine = leased.filter((one) => one.submissionId !== submissionId).length;
    expect(mine).toBe(2);
  });

  it("tells the next runner of a stopped one nothing", async () => {
    await using desk = await openDesk();
    await desk.submit();
    await lease(desk.runner, { max: 1 });
    await desk.test.db
      .update(runner)
      .set({ stoppedReason: "wrong" })
      .where(and(eq(runner.name, "r1")));
    await expect(lease(desk.runner, { max: 1 })).rejects.toMatchObject({ code: "forbidden" });
  });
});
