import { eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { workflowEventSchema } from "@/contracts/events";
import type { Db } from "@/db/client";
import { run, submission } from "@/db/schema";
import { recordAudit } from "../account";
import type { Ctx } from "../ctx";
import { moveRun } from "../plan";
import { announceShards, reopenCheck, reopenShards } from "../shard";
import { ownSubmission, transition } from "../submission";

/**
 * Works on a failed submission again: runs that failed go on with what is missing of them, published ones stay as they are; a
 * submission that failed before it had runs is checked again. Throws `invalid_transition` where it has not failed, or where the
 * same would fail again.
 */
export async function retrySubmission(ctx: Ctx, input: { id: string }): Promise<void> {
  const { id: submissionId, teamId } = await ownSubmission(ctx, input.id);
  const at = ctx.clock.now();
  const due = await ctx.db.transaction(async (tx) => {
    await lockFailed(tx, submissionId);
    const failed = await restartRuns(tx, submissionId, at);
    if (failed === null) await reopenCheck(tx, submissionId, at);
    await transition(ctx, { submissionId, to: failed === null ? "checking" : "queued" }, tx);
    await recordAudit(ctx, tx, { action: "submission.retry", subject: submissionId, teamId });
    return failed;
  });
  const again = `retry-${at.getTime()}`;
  const events =
    due === null
      ? [
          {
            name: "submission/received",
            id: `submission/received:${submissionId}:${again}`,
            data: { submissionId },
          },
        ]
      : due.map((runId) => ({
          name: "run/planned",
          id: `run/planned:${runId}:${again}`,
          data: { runId, submissionId },
        }));
  await ctx.workflow.send(events.map((event) => workflowEventSchema.parse(event)));
  await announceShards(ctx);
}

async function lockFailed(tx: Db, submissionId: string): Promise<void> {
  const [row] = await tx.select().from(submission).where(eq(submission.id, submissionId)).for("update");
  if (row?.state !== "failed") {
    throw new PlumblineError("invalid_transition", "Only a failed submission can be tried again.", {
      hint: "Look at its state first; it may have moved on.",
    });
  }
  if (row.reasonRetry === "never") {
    throw new PlumblineError("invalid_transition", "The same would fail again.", {
      hint: `${row.reasonHint ?? "See the reason."} Then submit again.`,
    });
  }
}

/** Plans the failed runs again; gives those whose turn it is now, or null where the submission has no runs. */
async function restartRuns(tx: Db, submissionId: string, at: Date): Promise<string[] | null> {
  const runs = await tx.select().from(run).where(eq(run.submissionId, submissionId));
  if (runs.length === 0) return null;
  const failed = runs.filter(({ state }) => state === "failed");
  for (const { id } of failed) await moveRun(tx, { runId: id, to: "planned", at });
  await reopenShards(
    tx,
    failed.map(({ id }) => id),
    at,
  );
  const waiting = new Set(failed.map(({ id }) => id));
  // What is reduced from a run that is made again starts when that is published.
  return failed
    .filter(({ sourceRunId }) => sourceRunId === null || !waiting.has(sourceRunId))
    .map(({ id }) => id);
}
