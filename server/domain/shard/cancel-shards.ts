import { and, eq, inArray } from "drizzle-orm";
import { shard } from "@/db/schema";
import type { Ctx } from "../ctx";

/** Ends every open shard of a submission; runners that hold one hear it at their next heartbeat or report. */
export async function cancelShards(ctx: Ctx, submissionId: string): Promise<number> {
  const cancelled = await ctx.db
    .update(shard)
    .set({ state: "cancelled", doneAt: ctx.clock.now() })
    .where(and(eq(shard.submissionId, submissionId), inArray(shard.state, ["pending", "leased"])))
    .returning({ id: shard.id });
  return cancelled.length;
}
