import { and, eq, isNull, lte } from "drizzle-orm";
import { upload } from "@/db/schema";
import type { Ctx } from "../ctx";

/** Removes uploads that were not finished in time, with their bytes. Returns how many. */
export async function expireUploads(ctx: Ctx): Promise<number> {
  const late = await ctx.db
    .select({ id: upload.id })
    .from(upload)
    .where(and(isNull(upload.submissionId), lte(upload.expiresAt, ctx.clock.now())));
  for (const { id } of late) {
    await ctx.uploads.remove(id);
    await ctx.db.delete(upload).where(eq(upload.id, id));
  }
  return late.length;
}
