import { and, eq, inArray } from "drizzle-orm";
import type { RunState } from "@/contracts/states";
import { run, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveRun } from "../plan";
import { announceSubmission, moveSubmission, type StateReason } from "../submission";

const OPEN: readonly RunState[] = ["planned", "running", "waiting", "scoring"];

/**
 * Ends a submission whose runs have all ended: `published` where all are, `failed` with the first reason where one failed. Returns
 * whether nothing of it is open any more.
 */
export async function settleSubmission(ctx: Ctx, submissionId: string): Promise<boolean> {
  const at = ctx.clock.now();
  const settled = await ctx.db.transaction(async (tx) => {
    await tx
      .select({ id: submission.id })
      .from(submission)
      .where(eq(submission.id, submissionId))
      .for("update");
    const runs = await tx
      .select({ state: run.state, reason: run.stateReason })
      .from(run)
      .where(eq(run.submissionId, submissionId));
    if (runs.length === 0 || runs.some((row) => OPEN.includes(row.state))) return false;
    const failed = runs.filter((row) => row.state === "failed");
    if (failed.length > 0) {
      const message = `${failed.length} of ${runs.length} runs failed: ${failed[0]?.reason ?? "unknown"}`;
      await moveSubmission(tx, { submissionId, to: "failed", at, reason: { ...RUN_FAILED, message } });
    } else if (runs.every((row) => row.state === "published")) {
      await moveSubmission(tx, { submissionId, to: "scoring", at });
      await moveSubmission(tx, { submissionId, to: "published", at });
    }
    return true;
  });
  if (settled) await announceSubmission(ctx, submissionId);
  return settled;
}

const RUN_FAILED = {
  code: "run_failed",
  hint: "See the run for the reason; try again once it is removed.",
  retry: "later",
} as const satisfies Partial<StateReason>;

/** Fails a run and what is reduced from it, ends its shards, and settles its submission. */
export async function failRun(ctx: Ctx, input: { runId: string; reason: string }): Promise<void> {
  const at = ctx.clock.now();
  const [row] = await ctx.db.select().from(run).where(eq(run.id, input.runId));
  if (row === undefined) return;
  await ctx.db.transaction(async (tx) => {
    await moveRun(tx, { runId: row.id, to: "failed", at, reason: input.reason });
    const reduced = await tx.select({ id: run.id }).from(run).where(eq(run.sourceRunId, row.id));
    for (const { id } of reduced) {
      await moveRun(tx, { runId: id, to: "failed", at, reason: "the run that it is reduced from failed" });
    }
    await tx
      .update(shard)
      .set({ state: "cancelled", doneAt: at })
      .where(and(eq(shard.runId, row.id), inArray(shard.state, ["pending", "leased"])));
  });
  await settleSubmission(ctx, row.submissionId);
}

/** Fails a submission before or beside its runs, with a reason that says what to do. */
export async function failSubmission(
  ctx: Ctx,
  input: { submissionId: string; reason: StateReason },
): Promise<void> {
  const at = ctx.clock.now();
  const open = await ctx.db
    .select({ id: run.id })
    .from(run)
    .where(and(eq(run.submissionId, input.submissionId), inArray(run.state, [...OPEN])));
  for (const { id } of open)
    await moveRun(ctx.db, { runId: id, to: "failed", at, reason: input.reason.message });
  await moveSubmission(ctx.db, { submissionId: input.submissionId, to: "failed", at, reason: input.reason });
  await announceSubmission(ctx, input.submissionId);
}
