import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { run, submission } from "@/db/schema";

export type SubmittedRun = { run: typeof run.$inferSelect; submittedAt: Date };

/** A run with the time at which it was asked for, which decides its place in the queue; absent where there is none. */
export async function submittedRun(tx: Db, runId: string): Promise<SubmittedRun | undefined> {
  const [found] = await tx
    .select({ run, submittedAt: submission.createdAt })
    .from(run)
    .innerJoin(submission, eq(submission.id, run.submissionId))
    .where(eq(run.id, runId));
  return found;
}
