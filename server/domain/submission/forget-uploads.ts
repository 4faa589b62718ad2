import { and, eq, inArray, isNotNull, lte, or } from "drizzle-orm";
import { submission } from "@/db/schema";
import type { Ctx } from "../ctx";

const DAY_MS = 24 * 3_600_000;
const MOST_AT_ONCE = 500;

/**
 * Removes the files of submissions that ended longer ago than the operator keeps them (`settings.uploadDays`; 0 keeps them). What was
 * read from a file stays, and so does the file of a submission that may still be tried again. Returns how many files went.
 */
export async function forgetUploads(ctx: Ctx): Promise<number> {
  const { uploadDays } = ctx.settings;
  if (uploadDays === 0) return 0;
  const isOver = or(
    inArray(submission.state, ["published", "cancelled", "withdrawn"]),
    and(eq(submission.state, "failed"), eq(submission.reasonRetry, "never")),
  );
  const old = await ctx.db
    .select({ id: submission.id, key: submission.uploadKey })
    .from(submission)
    .where(
      and(
        isNotNull(submission.uploadKey),
        isOver,
        lte(submission.updatedAt, new Date(ctx.clock.now().getTime() - uploadDays * DAY_MS)),
      ),
    )
    .limit(MOST_AT_ONCE);
  for (const { id, key } of old) {
    if (key !== null) await ctx.uploads.remove(key);
    await ctx.db.update(submission).set({ uploadKey: null }).where(eq(submission.id, id));
  }
  return old.length;
}
