import { max } from "drizzle-orm";
import { boardSummary } from "@/db/schema";
import type { Ctx } from "../ctx";

/** When any board was written last, in milliseconds; null where there is none. Cached pages are renewed when it moves. */
export async function boardsChangedAt(ctx: Ctx): Promise<number | null> {
  const [row] = await ctx.db.select({ at: max(boardSummary.updatedAt) }).from(boardSummary);
  return row?.at?.getTime() ?? null;
}
