import { and, eq, inArray, ne } from "drizzle-orm";
import { submissionIdSchema } from "@/contracts/ids";
import { boardRow, run } from "@/db/schema";
import { recordAudit } from "../account";
import type { Ctx } from "../ctx";
import { ownSubmission } from "./own-submission";
import { transition } from "./transition";

/**
 * Takes a submission and its runs back, whatever its state: its rows leave the boards at once, running work stops,
 * and boards are ranked anew by the workflow. Traces stay stored. Withdrawing again changes nothing.
 */
export async function withdrawSubmission(ctx: Ctx, input: { id: string }): Promise<void> {
  const row = await ownSubmission(ctx, input.id);
  const submissionId = submissionIdSchema.parse(row.id);
  if (row.state !== "withdrawn") {
    const now = ctx.clock.now();
    await ctx.db.transaction(async (tx) => {
      await transition(ctx, { submissionId: row.id, to: "withdrawn" }, tx);
      const runs = await tx
        .update(run)
        .set({ state: "withdrawn", withdrawnAt: now })
        .where(and(eq(run.submissionId, row.id), ne(run.state, "withdrawn")))
        .returning({ id: run.id });
      const ids = runs.map((one) => one.id);
      if (ids.length > 0) await tx.delete(boardRow).where(inArray(boardRow.runId, ids));
      await recordAudit(ctx, tx, { action: "submission.withdraw", subject: row.id, teamId: row.teamId });
    });
  }
  await ctx.workflow.send([
    { name: "submission/cancelled", id: `submission/cancelled:${row.id}`, data: { submissionId } },
    { name: "submission/withdrawn", id: `submission/withdrawn:${row.id}`, data: { submissionId } },
  ]);
}
