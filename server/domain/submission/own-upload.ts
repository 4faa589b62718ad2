import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { upload } from "@/db/schema";
import { requireScope } from "../account";
import type { Ctx } from "../ctx";

export type UploadRow = typeof upload.$inferSelect;

/** An upload of the caller's team with the bytes that have arrived; another team's is `not_found`, and so is one that expired. */
export async function ownUpload(ctx: Ctx, id: string): Promise<UploadRow & { received: number }> {
  const actor = requireScope(ctx, "submit");
  const [row] = await ctx.db
    .select()
    .from(upload)
    .where(and(eq(upload.id, id), eq(upload.teamId, actor.teamId)));
  if (row === undefined || (row.submissionId === null && row.expiresAt <= ctx.clock.now())) {
    throw new PlumblineError("not_found", "There is no such upload; it may have expired.", {
      hint: "Begin again with POST /api/v1/uploads.",
    });
  }
  const received = row.completedAt === null ? ((await ctx.uploads.partSize(id)) ?? 0) : row.bytes;
  return { ...row, received };
}

/** Adds a part at `offset`; returns the bytes that are here now. */
export async function appendUpload(
  ctx: Ctx,
  id: string,
  part: { offset: number; body: AsyncIterable<Uint8Array> },
): Promise<number> {
  const row = await ownUpload(ctx, id);
  if (row.completedAt !== null) return row.bytes;
  return ctx.uploads.append(id, part.offset, part.body, { maxBytes: row.bytes });
}

/** Takes an upload back. What became a submission stays; that is withdrawn by its own verb. */
export async function removeUpload(ctx: Ctx, id: string): Promise<void> {
  const row = await ownUpload(ctx, id);
  await ctx.uploads.remove(row.id);
  await ctx.db.delete(upload).where(eq(upload.id, row.id));
}
