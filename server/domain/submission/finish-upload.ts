import { eq } from "drizzle-orm";
import { upload } from "@/db/schema";
import type { Ctx } from "../ctx";
import { createTraceSubmission } from "./create-trace-submission";
import { ownUpload } from "./own-upload";

/**
 * Makes the submission of an upload whose last byte has arrived, by the same verb as a file sent at once; null while bytes
 * are missing. Safe to repeat: the upload's id is the idempotency key, so a server stopped in between loses nothing.
 */
export async function finishUpload(ctx: Ctx, id: string): Promise<string | null> {
  const row = await ownUpload(ctx, id);
  if (row.submissionId !== null) return row.submissionId;
  if (row.received < row.bytes) return null;
  await ctx.db.update(upload).set({ completedAt: ctx.clock.now() }).where(eq(upload.id, id));
  const { submissionId } = await createTraceSubmission(
    ctx,
    row.input,
    { parts: id },
    { idempotencyKey: `upload:${id}` },
  );
  await ctx.db.update(upload).set({ submissionId }).where(eq(upload.id, id));
  return submissionId;
}
