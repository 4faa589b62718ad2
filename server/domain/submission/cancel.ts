import { PlumblineError } from "@/contracts/errors";
import { submissionIdSchema } from "@/contracts/ids";
import { isSubmissionEnded } from "@/contracts/states";
import { recordAudit } from "../account";
import type { Ctx } from "../ctx";
import { ownSubmission } from "./own-submission";
import { transition } from "./transition";

/** Stops a submission that has not ended; its runs and leases are stopped by the workflow. Cancelling again changes nothing. */
export async function cancelSubmission(ctx: Ctx, input: { id: string }): Promise<void> {
  const row = await ownSubmission(ctx, input.id);
  if (row.state !== "cancelled") {
    if (isSubmissionEnded(row.state)) {
      throw new PlumblineError("invalid_transition", "The submission has ended already.", {
        hint: "Withdraw it to take its rows off the board.",
      });
    }
    await ctx.db.transaction(async (tx) => {
      await transition(ctx, { submissionId: row.id, to: "cancelled" }, tx);
      await recordAudit(ctx, tx, { action: "submission.cancel", subject: row.id, teamId: row.teamId });
    });
  }
  await ctx.workflow.send([
    {
      name: "submission/cancelled",
      id: `submission/cancelled:${row.id}`,
      data: { submissionId: submissionIdSchema.parse(row.id) },
    },
  ]);
}
