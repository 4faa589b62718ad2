import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { run, runRole, sample, sampleLoss, shard, submission, trace } from "@/db/schema";
import type { Ctx } from "@/server/domain/ctx";
import { cancelShards, enqueueGenerate } from "@/server/domain/shard";
import { reclaimExpired } from "@/server/domain/shard/reclaim-expired";
import { decideSubmission } from "@/server/domain/submission";
import { answered, itemsOf, lease, leaseOne, openDesk, report } from "./desk";

/** The same caller, for whom `happens` comes between what it has read and its transaction number `nth`. */
function meanwhile(ctx: Ctx, nth: number, happens: () => Promise<unknown>): Ctx {
  let calls = 0;
  const transaction: Ctx["db"]["transaction"] = async (work, config) => {
    calls++;
    if (calls === nth) await happens();
    return ctx.db.transaction(work, config);
  };
  return { ...ctx, db: Object.create(ctx.db, { transaction: { value: transaction } }) };
}

describe("what happens between two steps of a verb", () => {
  it("counts one loss where the last report of a lease comes twice at once", async () => {
    await using desk = await openDesk();
    await desk.submit();
    const held = await leaseOne(desk.runner);
    const twice = meanwhile(desk.runner, 1, () => report(desk.runner, held));
    await expect(report(twice, held)).rejects.toMatchObject({ code: "stale_lease" });
    const losses = await desk.test.db.select().from(sampleLoss);
    expect(losses).toHaveLength(itemsOf(held).length);
    expect(losses.filter((row) => row.losses !== 1)).toEqual([]);
  });

  it("leaves a shard cancelled that was cancelled while its lease was taken back", async () => {
    await using desk = await openDesk();
    const { submissionId } = await desk.submit();
    const held = await leaseOne(desk.runner);
    desk.platform.advance(61_000);
    const ctx = meanwhile(desk.system, 2, () => cancelShards(desk.system, submissionId));
    expect(await reclaimExpired(ctx, 20)).toBe(1);
    const [row] = await desk.test.db.select().from(shard).where(eq(shard.id, held.shardId));
    expect(row?.state).toBe("cancelled");
  });

  it("enqueues work again that is missing though its shard is done or cancelled", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit();
    const held = await leaseOne(desk.runner);
    await report(desk.runner, held, { samples: answered(held) });
    await desk.test.db.delete(sample);
    await desk.test.db.delete(trace);
    expect(await enqueueGenerate(desk.system, runIds[0] ?? "")).toBe(1);
    await cancelShards(desk.system, submissionId);
    await enqueueGenerate(desk.system, runIds[0] ?? "");
    const items = (await lease(desk.runner)).flatMap(itemsOf);
    expect(items).toHaveLength(24);
    expect(new Set(items.map((item) => `${item.problemId}/${item.sample}`)).size).toBe(24);
  });

  it("tells the workflow where the last shard of a stage cannot be described to its runner", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    const broken = { temperature: "hot" } as never;
    await desk.test.db.update(run).set({ sampling: broken });
    await desk.test.db.update(runRole).set({ sampling: broken });
    expect(await lease(desk.runner)).toEqual([]);
    const shards = await desk.test.db.select().from(shard);
    expect(shards.map((row) => [row.state, row.doneAt === null])).toEqual(
      shards.map(() => ["failed", false]),
    );
    expect(desk.platform.sent).toContainEqual(
      expect.objectContaining({
        name: "run/shards.finished",
        data: expect.objectContaining({ runId: runIds[0], stage: "generate" }),
      }),
    );
  });

  it("refuses a decision on a submission that moved on meanwhile", async () => {
    await using desk = await openDesk();
    const { submissionId } = await desk.submit();
    const rows = desk.test.db.update(submission);
    await rows.set({ state: "needs_decision" }).where(eq(submission.id, submissionId));
    const late = meanwhile(desk.admin, 1, () =>
      desk.test.db.update(submission).set({ state: "cancelled" }).where(eq(submission.id, submissionId)),
    );
    const before = desk.platform.sent.length;
    await expect(decideSubmission(late, { id: submissionId, decision: "continue" })).rejects.toMatchObject({
      code: "invalid_transition",
    });
    expect(desk.platform.sent).toHaveLength(before);
  });
});
