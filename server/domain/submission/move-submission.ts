import { and, eq, inArray } from "drizzle-orm";
import type { Retry } from "@/contracts/errors";
import { maySubmissionGo, SUBMISSION_STATES, type SubmissionState } from "@/contracts/states";
import type { Db } from "@/db/client";
import { submission } from "@/db/schema";

export type StateReason = { code: string; message: string; hint: string; retry: Retry };

/**
 * The one place that changes a submission's state: it moves only where the table of transitions allows it, and beats.
 * Returns whether the submission is there now. A reason is kept while it explains the state and removed on the way on.
 */
export async function moveSubmission(
  db: Db,
  input: {
    submissionId: string;
    to: SubmissionState;
    at: Date;
    reason?: StateReason;
    nextTryAt?: Date | null;
    /** Columns that belong to the new state: what was staged, a deadline. */
    with?: Partial<
      Pick<typeof submission.$inferInsert, "uploadBytes" | "uploadSha256" | "decision" | "decisionDeadline">
    >;
  },
): Promise<boolean> {
  const from = SUBMISSION_STATES.filter((state) => maySubmissionGo(state, input.to));
  const moved = await db
    .update(submission)
    .set({
      ...input.with,
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
