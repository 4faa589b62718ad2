import { eq } from "drizzle-orm";
import { workflowEventSchema } from "@/contracts/events";
import { submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { type CheckResult, judgeCheck } from "./judge-check";

/**
 * Judges a check again while a function waits for the decision beside it: one that was taken before the wait was registered sends its
 * event again, so that the function wakes at once.
 */
export async function noteDecision(ctx: Ctx, submissionId: string): Promise<CheckResult> {
  const result = await judgeCheck(ctx, submissionId);
  if (result !== "plan") return result;
  const [row] = await ctx.db
    .select({ decision: submission.decision })
    .from(submission)
    .where(eq(submission.id, submissionId));
  await ctx.workflow.send([
    workflowEventSchema.parse({
      name: "submission/decided",
      id: `submission/decided:${submissionId}:noticed`,
      data: { submissionId, decision: row?.decision ?? "continue" },
    }),
  ]);
  return result;
}
