import { submissionIdSchema } from "@/contracts/ids";
import type { Ctx } from "../ctx";
import { announceSubmission } from "./transition";

/** Tells the workflow engine and open pages that a submission is here. The id of the event makes a second sending harmless. */
export async function announceReceived(ctx: Ctx, submissionId: string): Promise<void> {
  await ctx.workflow.send([
    {
      name: "submission/received",
      id: `submission/received:${submissionId}`,
      data: { submissionId: submissionIdSchema.parse(submissionId) },
    },
  ]);
  await announceSubmission(ctx, submissionId);
}
