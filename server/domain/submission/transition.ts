import { PlumblineError } from "@/contracts/errors";
import type { SubmissionState } from "@/contracts/states";
import type { Db } from "@/db/client";
import type { Ctx } from "../ctx";
import { moveSubmission, type StateReason } from "./move-submission";

/** The topic on which pages hear that a submission changed; the payload is its id. */
export const SUBMISSION_TOPIC = "submission";

/** `moveSubmission` for verbs that people call: throws `invalid_transition` where the state does not allow it, and announces. */
export async function transition(
  ctx: Ctx,
  input: {
    submissionId: string;
    to: SubmissionState;
    reason?: StateReason;
    nextTryAt?: Date | null;
    with?: Parameters<typeof moveSubmission>[1]["with"];
  },
  db: Db = ctx.db,
): Promise<void> {
  const moved = await moveSubmission(db, { ...input, at: ctx.clock.now() });
  if (!moved) {
    throw new PlumblineError(
      "invalid_transition",
      `The submission cannot become ${input.to.replace("_", " ")} now.`,
      {
        hint: "Look at its state first; it may have moved on.",
      },
    );
  }
  await announceSubmission(ctx, input.submissionId);
}

/** A missed announcement costs a page one polling interval, so a failure is only logged. */
export async function announceSubmission(ctx: Ctx, submissionId: string): Promise<void> {
  await ctx.database.announce(SUBMISSION_TOPIC, submissionId).catch((error: unknown) => {
    ctx.log.warn({ error }, "A change of a submission was not announced.");
  });
}
