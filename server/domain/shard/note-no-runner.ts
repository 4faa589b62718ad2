import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { LEASE } from "@/contracts/runner";
import { runner, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveSubmission } from "../submission";

/** Whether some runner asked for work within the last ten seconds or holds a live lease. */
export async function isRunnerConnected(ctx: Ctx): Promise<boolean> {
  const at = ctx.clock.now();
  const asked = await ctx.db.$count(
    runner,
    and(isNull(runner.stoppedReason), gt(runner.lastSeenAt, new Date(at.getTime() - LEASE.noRunnerAfterMs))),
  );
  if (asked > 0) return true;
  return (await ctx.db.$count(shard, and(eq(shard.state, "leased"), gt(shard.leaseExpiresAt, at)))) > 0;
}

/** Tells a submitter that work waits because no runner is connected. Returns whether that is so. */
export async function noteNoRunner(ctx: Ctx, submissionId: string): Promise<boolean> {
  const pending = await ctx.db.$count(
    shard,
    and(eq(shard.submissionId, submissionId), eq(shard.state, "pending")),
  );
  if (pending === 0 || (await isRunnerConnected(ctx))) return false;
  const at = ctx.clock.now();
  const moved = await moveSubmission(ctx.db, { submissionId, to: "waiting", at, reason: NO_RUNNER });
  if (moved) return true;
  // While it is being checked it stays `checking`; only the reason is told.
  await ctx.db
    .update(submission)
    .set({
      reasonCode: NO_RUNNER.code,
      reasonMessage: NO_RUNNER.message,
      reasonHint: NO_RUNNER.hint,
      reasonRetry: NO_RUNNER.retry,
      heartbeatAt: at,
      updatedAt: sql`${submission.updatedAt}`,
    })
    .where(
      and(
        eq(submission.id, submissionId),
        or(eq(submission.state, "checking"), eq(submission.state, "waiting")),
      ),
    );
  return true;
}

const NO_RUNNER = {
  code: "no_runner",
  message: "No runner is connected.",
  hint: "Start one with `plumbline runner`; the submission goes on by itself.",
  retry: "later" as const,
};
