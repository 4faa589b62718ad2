import { and, eq, lt } from "drizzle-orm";
import type { Report } from "@/contracts/runner";
import { shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { announceShards } from "./announce-shards";
import { MOST_CALLS } from "./generate-items";
import type { HeldLease } from "./held-lease";
import { orderWaiting } from "./order-waiting";

/** Many reports a second are one heartbeat. */
const BEAT_EVERY_MS = 2_000;

/** Notes the progress that a report tells, and that the submission is alive. */
export async function noteProgress(ctx: Ctx, held: HeldLease, progress: Report["progress"]): Promise<void> {
  const at = ctx.clock.now();
  const { progressDone, progressTotal } = held.shard;
  if (progress !== null && (progress.done !== progressDone || progress.total !== progressTotal)) {
    await ctx.db
      .update(shard)
      .set({ progressDone: progress.done, progressTotal: progress.total })
      .where(and(eq(shard.id, held.shard.id), eq(shard.leaseGeneration, held.shard.leaseGeneration)));
    if (held.shard.runId !== null && isEndingNow(held.shard, progress)) {
      // From here on its runner may lease more: what waits is put in order, and it is told.
      await orderWaiting(ctx, held.shard.runId);
      await announceShards(ctx);
    }
  }
  const beat = new Date(at.getTime() - BEAT_EVERY_MS);
  if (held.heartbeatAt >= beat) return;
  await ctx.db
    .update(submission)
    .set({ heartbeatAt: at })
    .where(and(eq(submission.id, held.shard.submissionId), lt(submission.heartbeatAt, beat)));
}

/** True for the report with which no more samples are left than a lease has calls. */
function isEndingNow(before: HeldLease["shard"], now: { done: number; total: number | null }): boolean {
  if (before.work.kind !== "generate" || now.total === null || now.total - now.done > MOST_CALLS)
    return false;
  return before.progressTotal === null || before.progressTotal - before.progressDone > MOST_CALLS;
}
