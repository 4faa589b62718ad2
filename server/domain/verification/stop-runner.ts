import { and, eq, inArray, or, sql } from "drizzle-orm";
import { run, runner, shard, verdict } from "@/db/schema";
import { recordAudit } from "../account";
import type { Ctx } from "../ctx";
import { announceShards } from "../shard";

/**
 * Stops a runner whose verdict disagreed with the server's: it gets no further lease, its leases are over, and its verdicts of runs
 * that are not scored yet, of uploads that it read as well, are removed and their samples judged again by another runner.
 */
export async function stopRunner(ctx: Ctx, runnerId: string, reason: string): Promise<void> {
  const at = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    await tx.update(runner).set({ stoppedReason: reason }).where(eq(runner.id, runnerId));
    const judged = await tx
      .select({ shard, verifierKey: run.verifierKey })
      .from(shard)
      .innerJoin(run, eq(run.id, shard.runId))
      .where(
        and(
          eq(shard.runnerId, runnerId),
          inArray(shard.kind, ["verify", "ingest"]),
          inArray(shard.state, ["leased", "done"]),
          or(
            inArray(run.state, ["planned", "running", "waiting"]),
            // A re-score of a published run: its new verdicts are in no score yet.
            and(eq(run.state, "published"), sql`${shard.work}->>'verifierKey' <> ${run.verifierKey}`),
          ),
        ),
      );
    for (const { shard: row, verifierKey } of judged) {
      if (row.runId === null) continue;
      // Who reads an upload judges all of it; what is left without a verdict is judged once all is read.
      const removed =
        row.work.kind === "verify"
          ? and(
              eq(verdict.verifierKey, row.work.verifierKey),
              inArray(verdict.problemId, row.work.problemIds),
            )
          : eq(verdict.verifierKey, verifierKey);
      await tx.delete(verdict).where(and(eq(verdict.runId, row.runId), removed));
    }
    const again = judged.flatMap(({ shard: row }) => (row.kind === "verify" ? [row.id] : []));
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
