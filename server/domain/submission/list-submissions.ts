import { and, desc, eq, lt, sql } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { SubmissionView } from "@/contracts/submission";
import { submission } from "@/db/schema";
import { requireScope } from "../account";
import type { Ctx } from "../ctx";
import { submissionViews } from "./submission-views";

/** One's own team's submissions, newest first. Line errors are left out of a list; ask for the one submission. */
export async function listSubmissions(
  ctx: Ctx,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: SubmissionView[]; nextCursor: string | null }> {
  const actor = requireScope(ctx, "submit");
  const rows = await ctx.db
    .select()
    .from(submission)
    .where(
      and(
        eq(submission.teamId, actor.teamId),
        page.cursor === undefined
          ? undefined
          : lt(sql`(${submission.createdAt}, ${submission.id})`, readCursor(page.cursor)),
      ),
    )
    .orderBy(desc(submission.createdAt), desc(submission.id))
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const items = await submissionViews(ctx, shown);
  const last = shown.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return {
    items: items.map((item) => ({ ...item, lineErrors: [] })),
    nextCursor: more ? `${last.createdAt.getTime()}.${last.id}` : null,
  };
}

function readCursor(cursor: string) {
  const match = /^(\d{1,15})\.(sub_[0-9a-z]{20})$/.exec(cursor);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new PlumblineError("invalid_input", "cursor: not one of ours.", {
      hint: "Send back the nextCursor of the page before, or none.",
    });
  }
  return sql`(${new Date(Number(match[1])).toISOString()}::timestamptz, ${match[2]})`;
}
