import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { run, shard } from "@/db/schema";
import type { Ctx } from "../ctx";
import { announceShards, insertOrReopen, lockRun, priorityOf, workDigest } from "../shard";
import { intoShards, unjudgedSamples } from "./plan-verification";

/** After everything else that was submitted before it: nobody waits for a re-score. */
const RANK = 99_999;

export type RescoreStand = { open: number; problem: string | null };

/**
 * Enqueues judging a run's stored samples under another key and says how far it is: open shards, and why one failed. Doing it again
 * adds nothing.
 */
export async function planRescore(
  ctx: Ctx,
  { rescoreId, runId, toKey }: { rescoreId: string; runId: string; toKey: string },
): Promise<RescoreStand> {
  const prefix = `rescore:${rescoreId}:${runId}:`;
  const added = await ctx.db.transaction(async (tx) => {
    await lockRun(tx, runId);
    const [row] = await tx.select().from(run).where(eq(run.id, runId));
    if (row === undefined) return 0;
    const ready = await unjudgedSamples(tx, row, { verifierKey: toKey, prefix, final: true });
    return insertOrReopen(
      ctx,
      tx,
      intoShards(ready, true).map((problems) => ({
        submissionId: row.submissionId,
        runId,
        work: { kind: "verify", problemIds: problems.map((item) => item.problemId), verifierKey: toKey },
        workKey: `${prefix}${workDigest([toKey, problems])}`,
        priority: priorityOf(ctx.clock.now(), RANK),
        total: problems.reduce((sum, item) => sum + item.samples, 0),
      })),
    );
  });
  if (added > 0) await announceShards(ctx);
  return standOf(ctx.db, { runId, toKey, prefix });
}

async function standOf(
  db: Db,
  { runId, toKey, prefix }: { runId: string; toKey: string; prefix: string },
): Promise<RescoreStand> {
  const rows = await db
    .select({ state: shard.state, message: shard.failureMessage })
    .from(shard)
    .where(
      and(
        eq(shard.runId, runId),
        eq(shard.kind, "verify"),
        sql`${shard.work}->>'verifierKey' = ${toKey}`,
        or(
          inArray(shard.state, ["pending", "leased"]),
          and(eq(shard.state, "failed"), sql`starts_with(${shard.workKey}, ${prefix})`),
        ),
      ),
    );
  const failed = rows.filter(({ state }) => state === "failed");
  return {
    open: rows.length - failed.length,
    problem: failed.length === 0 ? null : (failed[0]?.message ?? "its shards failed"),
  };
}
