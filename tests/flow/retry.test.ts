import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { audit, endpoint, run, sample, shard, submission } from "@/db/schema";
import { advanceStage, failRun, failSubmission, retrySubmission, sweep } from "@/server/domain/leaderboard";
import { enqueueCheck, judgeCheck } from "@/server/domain/shard";
import { createEndpointSubmission, getSubmissionView } from "@/server/domain/submission";
import { answered, type Desk, itemsOf, lease, leaseOne, openDesk, report } from "./desk";

const DAY_MS = 24 * 3_600_000;
const DOWN = { code: "unreachable", message: "refused", retry: "later" as const, retryAfterMs: 0 };

async function stateOf(desk: Desk, submissionId: string) {
  const [row] = await desk.test.db.select().from(submission).where(eq(submission.id, submissionId));
  return row?.state;
}

const generate = (desk: Desk, runId: string, round: number) =>
  advanceStage(desk.system, { runId, stage: "generate", round });

describe("trying a failed submission again", () => {
  it("goes on with the samples that are missing after an endpoint was given up, and makes none again", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit({ concurrency: 1 });
    const [runId = ""] = runIds;
    const first = await leaseOne(desk.runner);
    const told = answered(first).slice(0, 2);
    await report(desk.runner, first, { samples: told, failure: DOWN });
    desk.platform.advance(DAY_MS);
    await sweep(desk.system);
    expect(await stateOf(desk, submissionId)).toBe("failed");
    expect((await getSubmissionView(desk.admin, { id: submissionId })).canRetry).toBe(true);

    desk.platform.sent.length = 0;
    await retrySubmission(desk.admin, { id: submissionId });
    expect(await stateOf(desk, submissionId)).toBe("queued");
    expect(desk.platform.sent).toMatchObject([{ name: "run/planned", data: { runId, submissionId } }]);
    const [place] = await desk.test.db.select().from(endpoint);
    expect([place?.failures, place?.failingSince, place?.nextTryAt]).toEqual([0, null, null]);
    // The sweep does not give the endpoint up for what was before.
    await sweep(desk.system);
    expect(await generate(desk, runId, 0)).toBe("open");
    const asked: string[] = [];
    for (
      let held = await lease(desk.runner, { max: 1 });
      held.length > 0;
      held = await lease(desk.runner, { max: 1 })
    ) {
      for (const one of held) {
        asked.push(...itemsOf(one).map(({ problemId, sample: index }) => `${problemId}/${index}`));
        await report(desk.runner, one, { samples: answered(one) });
      }
      if (asked.length >= 22) break;
    }
    expect(new Set(asked).size).toBe(22);
    expect(asked).toHaveLength(22);
    expect(told.some((item) => asked.includes(`${item.problemId}/${item.sample}`))).toBe(false);
    expect(await desk.test.db.$count(sample, eq(sample.runId, runId))).toBe(24);
    expect(await generate(desk, runId, 1)).toBe("done");
    expect((await desk.test.db.select().from(audit)).map((row) => row.action)).toContain("submission.retry");
  });

  it("tests a connection again, and forgets what the first test found", async () => {
    await using desk = await openDesk();
    const { submissionId } = await createEndpointSubmission(desk.admin, {
      url: "http://127.0.0.1:9/v1",
      model: "some-model",
      benchmark: "sentinel",
    });
    await enqueueCheck(desk.system, submissionId);
    const probe = (ok: boolean) => ({
      ok,
      code: ok ? "ok" : "unreachable",
      message: "tested",
      latencyMs: null,
      models: [],
      capabilities: ["chat" as const],
      server: null,
      sample: null,
    });
    const held = await leaseOne(desk.runner);
    await report(desk.runner, held, { probe: probe(false) });
    expect(await judgeCheck(desk.system, submissionId)).toBe("ended");
    expect(await stateOf(desk, submissionId)).toBe("failed");
    desk.platform.sent.length = 0;
    await retrySubmission(desk.admin, { id: submissionId });
    expect(desk.platform.sent).toMatchObject([{ name: "submission/received", data: { submissionId } }]);
    expect(await judgeCheck(desk.system, submissionId)).toBe("wait");
    const again = await leaseOne(desk.runner);
    expect([again.work.kind, again.submissionId]).toEqual(["probe", submissionId]);
    await report(desk.runner, again, { probe: probe(true) });
    expect(await judgeCheck(desk.system, submissionId)).toBe("plan");
  });

  it("leaves published runs alone and takes up what is reduced from a failed one", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit({ method: "self-consistency" });
    expect(runIds).toHaveLength(2);
    const rows = await desk.test.db.select().from(run);
    const pool = rows.find(({ kind }) => kind === "generated")?.id ?? "";
    await failRun(desk.system, { runId: pool, reason: "the sandbox was away" });
    expect(await stateOf(desk, submissionId)).toBe("failed");
    desk.platform.sent.length = 0;
    await retrySubmission(desk.admin, { id: submissionId });
    expect((await desk.test.db.select().from(run)).map(({ state }) => state)).toEqual(["planned", "planned"]);
    // The vote waits for its pool.
    expect(desk.platform.sent.map(({ data }) => ("runId" in data ? data.runId : null))).toEqual([pool]);
    expect(await desk.test.db.$count(shard, eq(shard.state, "cancelled"))).toBe(0);

    await failRun(desk.system, { runId: pool, reason: "again" });
    await desk.test.db.update(run).set({ state: "published" }).where(eq(run.id, pool));
    desk.platform.sent.length = 0;
    await retrySubmission(desk.admin, { id: submissionId });
    const states = new Map((await desk.test.db.select().from(run)).map(({ id, state }) => [id, state]));
    expect(states.get(pool)).toBe("published");
    expect(desk.platform.sent).toHaveLength(1);
  });

  it("is refused unless it failed, where the same would fail again, to other teams, and twice at once", async () => {
    await using desk = await openDesk();
    const { submissionId } = await desk.submit();
    const again = () => retrySubmission(desk.admin, { id: submissionId });
    await expect(again()).rejects.toMatchObject({ code: "invalid_transition" });
    const reason = { code: "bad_upload", message: "m", hint: "Correct the file.", retry: "never" as const };
    await failSubmission(desk.system, { submissionId, reason });
    await expect(again()).rejects.toMatchObject({ code: "invalid_transition" });
    expect((await getSubmissionView(desk.admin, { id: submissionId })).canRetry).toBe(false);
    await desk.test.db.update(submission).set({ reasonRetry: "later" });
    await expect(retrySubmission(desk.untrusted, { id: submissionId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const both = await Promise.allSettled([again(), again()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
