import { and, eq, lt } from "drizzle-orm";
import type { Report } from "@/contracts/runner";
import { shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { HeldLease } from "./held-lease";

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
  }
  const beat = new Date(at.getTime() - BEAT_EVERY_MS);
  if (held.heartbeatAt >= beat) return;
  await ctx.db
    .update(submission)
    .set({ heartbeatAt: at })
    .where(and(eq(submission.id, held.shard.submissionId), lt(submission.heartbeatAt, beat)));
}
