import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { submissionIdSchema } from "@/contracts/ids";
import type { Decision } from "@/contracts/submission";
import { submission } from "@/db/schema";
import { recordAudit } from "../account";
import type { Ctx } from "../ctx";
import { ownSubmission } from "./own-submission";
import { announceSubmission } from "./transition";
import { withdrawSubmission } from "./withdraw";

/** The person's word about bad lines: go on with the good ones, or withdraw. Possible while the submission waits for it. */
export async function decideSubmission(ctx: Ctx, input: { id: string; decision: Decision }): Promise<void> {
  const row = await ownSubmission(ctx, input.id);
  await ctx.db.transaction(async (tx) => {
    const decided = await tx
      .update(submission)
      .set({ decision: input.decision, updatedAt: ctx.clock.now() })
      .where(and(eq(submission.id, row.id), eq(submission.state, "needs_decision")))
      .returning({ id: submission.id });
    if (decided.length === 0) {
      throw new PlumblineError("invalid_transition", "The submission does not wait for a decision.", {
        hint: "Look at its state first; it may have moved on.",
      });
    }
    await recordAudit(ctx, tx, {
      action: "submission.decide",
      subject: row.id,
      teamId: row.teamId,
      detail: { decision: input.decision },
    });
  });
  await ctx.workflow.send([
    {
      name: "submission/decided",
      id: `submission/decided:${row.id}`,
      data: { submissionId: submissionIdSchema.parse(row.id), decision: input.decision },
    },
  ]);
  if (input.decision === "withdraw") await withdrawSubmission(ctx, { id: row.id });
  else await announceSubmission(ctx, row.id);
}
