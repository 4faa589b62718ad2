import { and, eq, inArray } from "drizzle-orm";
import type { Retry } from "@/contracts/errors";
import { maySubmissionGo, SUBMISSION_STATES, type SubmissionState } from "@/contracts/states";
import type { Db } from "@/db/client";
import { submission } from "@/db/schema";

export type FailureReason = { code: string; message: string; hint: string; retry: Retry };

/**
 * Moves a submission to another state where the table of transitions allows it; returns whether it is there now.
 * A reason is kept while it explains the state (`failed`, `waiting`) and removed on the way on.
 */
export async function moveSubmission(
  db: Db,
  input: {
    submissionId: string;
    to: SubmissionState;
    at: Date;
    reason?: FailureReason;
    nextTryAt?: Date | null;
  },
): Promise<boolean> {
  const from = SUBMISSION_STATES.filter((state) => maySubmissionGo(state, input.to));
  const moved = await db
    .update(submission)
    .set({
      state: input.to,
      reasonCode: input.reason?.code ?? null,
      reasonMessage: input.reason?.message ?? null,
      reasonHint: input.reason?.hint ?? null,
      reasonRetry: input.reason?.retry ?? null,
      nextTryAt: input.nextTryAt ?? null,
      heartbeatAt: input.at,
      updatedAt: input.at,
    })
    .where(and(eq(submission.id, input.submissionId), inArray(submission.state, from)))
    .returning({ id: submission.id });
  return moved.length > 0;
}
