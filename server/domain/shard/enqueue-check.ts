import { and, eq, inArray } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { run, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveSubmission } from "../submission";
import { announceShards } from "./announce-shards";
import { insertShards, priorityOf } from "./insert-shards";

/** Checks come before all generation. */
const CHECK_PRIORITY = 0;

/**
 * Enqueues the check of a submission (a connection test, or reading the whole upload once) and moves it to `checking`.
 * Returns false where the submission has ended or is past checking.
 */
export async function enqueueCheck(ctx: Ctx, submissionId: string): Promise<boolean> {
  const at = ctx.clock.now();
  const moved = await ctx.db.transaction(async (tx) => {
    if (!(await moveSubmission(tx, { submissionId, to: "checking", at }))) return false;
    const [found] = await tx.select().from(submission).where(eq(submission.id, submissionId));
    if (found === undefined) return false;
    const work =
      found.kind !== "traces" ? ({ kind: "probe" } as const) : ({ kind: "ingest", pass: "check" } as const);
    await insertShards(ctx, tx, [
      {
        submissionId,
        runId: null,
        work,
        workKey: `check:${work.kind}`,
        priority: CHECK_PRIORITY,
        total: null,
      },
    ]);
    return true;
  });
  if (moved) await announceShards(ctx);
  return moved;
}

/** Enqueues the reading of an upload that stores its samples and verdicts under a planned run. */
export async function enqueueIngest(ctx: Ctx, runId: string): Promise<void> {
  const [found] = await ctx.db
    .select({ run, submission })
    .from(run)
    .innerJoin(submission, eq(submission.id, run.submissionId))
    .where(eq(run.id, runId));
  if (found === undefined)
    throw new PlumblineError("not_found", `There is no run ${runId}.`, { hint: "Check the id." });
  const variant = found.run.manifest.upload?.variant;
  await insertShards(ctx, ctx.db, [
    {
      submissionId: found.submission.id,
      runId,
      work: { kind: "ingest", pass: "store", ...(variant === undefined ? {} : { variant }) },
      workKey: `ingest:${runId}`,
      priority: priorityOf(found.submission.createdAt, 0),
      total: found.run.totalSamples,
    },
  ]);
  await announceShards(ctx);
}

/** The check shard of a submission, or null where none was enqueued yet. */
export async function checkShardOf(ctx: Ctx, submissionId: string) {
  const [found] = await ctx.db
    .select({ state: shard.state, failureCode: shard.failureCode, failureMessage: shard.failureMessage })
    .from(shard)
    .where(
      and(eq(shard.submissionId, submissionId), inArray(shard.workKey, ["check:probe", "check:ingest"])),
    );
  return found ?? null;
}
