import { eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { submission } from "@/db/schema";
import { maySeeTeam, requireScope } from "../account";
import type { Ctx } from "../ctx";

export type SubmissionRow = typeof submission.$inferSelect;

/** A submission of the caller's team (administrators: any). Others' submissions do not exist for the caller. */
export async function ownSubmission(ctx: Ctx, id: string): Promise<SubmissionRow> {
  if (ctx.actor.type !== "system") requireScope(ctx, "submit");
  const [row] = await ctx.db.select().from(submission).where(eq(submission.id, id));
  if (row !== undefined && maySeeTeam(ctx, row.teamId)) return row;
  throw new PlumblineError("not_found", "There is no such submission.", {
    hint: "Check the id, and that you use a key of the team that submitted it.",
  });
}
