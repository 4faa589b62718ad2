import { and, count, eq, gt, min } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { submission } from "@/db/schema";
import type { Ctx } from "../ctx";

const DAY_MS = 24 * 3_600_000;

/** Throws `quota_exceeded` where the team has used up its submissions of the last 24 hours. */
export async function checkQuota(ctx: Ctx, teamId: string): Promise<void> {
  const now = ctx.clock.now().getTime();
  const [used] = await ctx.db
    .select({ submissions: count(), oldest: min(submission.createdAt) })
    .from(submission)
    .where(and(eq(submission.teamId, teamId), gt(submission.createdAt, new Date(now - DAY_MS))));
  if (used === undefined || used.submissions < ctx.settings.submissionsPerDay) return;
  const freeAt = (used.oldest?.getTime() ?? now) + DAY_MS;
  throw new PlumblineError(
    "quota_exceeded",
    `This team has sent ${used.submissions} submissions in the last 24 hours; ${ctx.settings.submissionsPerDay} are allowed.`,
    {
      hint: "Wait, or ask the operator for a higher PLUMBLINE_SUBMISSIONS_PER_DAY.",
      retryAfterSeconds: Math.max(1, Math.ceil((freeAt - now) / 1000)),
    },
  );
}
