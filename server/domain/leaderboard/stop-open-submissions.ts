import { notInArray } from "drizzle-orm";
import { isSubmissionEnded, SUBMISSION_STATES } from "@/contracts/states";
import { submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { cancelShards } from "../shard";
import type { StateReason } from "../submission";
import { failSubmission } from "./settle-submission";

/** Ends whatever is under way, so that its owner may try it again. Returns how many submissions that were. */
export async function stopOpenSubmissions(ctx: Ctx, reason: StateReason): Promise<number> {
  const open = await ctx.db
    .select({ id: submission.id })
    .from(submission)
    .where(notInArray(submission.state, SUBMISSION_STATES.filter(isSubmissionEnded)));
  for (const { id } of open) {
    await failSubmission(ctx, { submissionId: id, reason });
    await cancelShards(ctx, id);
  }
  return open.length;
}
