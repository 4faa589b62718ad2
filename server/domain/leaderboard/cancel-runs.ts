import { eq } from "drizzle-orm";
import { run, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveRun } from "../plan";
import { cancelShards } from "../shard";
import { withdrawRuns } from "./publish-run";

/** Stops everything of a cancelled or withdrawn submission: shards, runs, and the rows of withdrawn runs. Safe to repeat. */
export async function cancelRuns(ctx: Ctx, submissionId: string): Promise<void> {
  const [row] = await ctx.db
    .select({ state: submission.state })
    .from(submission)
    .where(eq(submission.id, submissionId));
  if (row?.state !== "cancelled" && row?.state !== "withdrawn") return;
  await cancelShards(ctx, submissionId);
  if (row.state === "withdrawn") return withdrawRuns(ctx, submissionId);
  const at = ctx.clock.now();
  const runs = await ctx.db.select({ id: run.id }).from(run).where(eq(run.submissionId, submissionId));
  for (const { id } of runs) await moveRun(ctx.db, { runId: id, to: "cancelled", at, reason: "cancelled" });
}
