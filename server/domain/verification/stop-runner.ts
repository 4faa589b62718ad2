import { and, eq, inArray, notInArray, or, sql } from "drizzle-orm";
import { run, runner, shard, verdict } from "@/db/schema";
import { recordAudit } from "../account";
import type { Ctx } from "../ctx";
import { announceShards } from "../shard";

/**
 * Stops a runner whose verdict disagreed with the server's: it gets no further lease, its leases are over, and its verdicts of runs
 * that are not published yet are removed and their shards done again by another runner.
 */
export async function stopRunner(ctx: Ctx, runnerId: string, reason: string): Promise<void> {
  const at = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    await tx.update(runner).set({ stoppedReason: reason }).where(eq(runner.id, runnerId));
    const judged = await tx
      .select({ shard })
      .from(shard)
      .innerJoin(run, eq(run.id, shard.runId))
      .where(
        and(
          eq(shard.runnerId, runnerId),
          eq(shard.kind, "verify"),
          inArray(shard.state, ["leased", "done"]),
          or(
            notInArray(run.state, ["published", "failed", "cancelled", "withdrawn"]),
            // A re-score of a published run: its new verdicts are in no score yet.
            and(eq(run.state, "published"), sql`${shard.work}->>'verifierKey' <> ${run.verifierKey}`),
          ),
        ),
      );
    for (const { shard: row } of judged) {
      if (row.work.kind !== "verify" || row.runId === null) continue;
      await tx
        .delete(verdict)
        .where(
          and(
            eq(verdict.runId, row.runId),
            eq(verdict.verifierKey, row.work.verifierKey),
            inArray(verdict.problemId, row.work.problemIds),
          ),
        );
    }
    const again = judged.map(({ shard: row }) => row.id);
    if (again.length > 0) {
      await tx
        .update(shard)
        .set({ state: "pending", runnerId: null, leaseExpiresAt: null, doneAt: null, notBefore: at })
        .where(inArray(shard.id, again));
    }
    await tx
      .update(shard)
      .set({ state: "pending", runnerId: null, leaseExpiresAt: null, notBefore: at })
      .where(and(eq(shard.runnerId, runnerId), eq(shard.state, "leased")));
    await recordAudit(ctx, tx, { action: "runner.stop", subject: runnerId, detail: { reason } });
  });
  ctx.log.error({ runnerId, reason }, "A runner was stopped because a verdict of it was wrong.");
  await announceShards(ctx);
}
