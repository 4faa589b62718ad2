import { and, eq, gt, isNull } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { UPLOAD_PARTS } from "@/contracts/upload";
import { upload } from "@/db/schema";
import { requireScope } from "../account";
import type { Ctx } from "../ctx";
import { checkQuota } from "./check-quota";
import { checkTraceRequest } from "./check-trace-request";
import type { UploadRow } from "./own-upload";

const HOUR_MS = 3_600_000;

/**
 * Makes room for a file that arrives in parts. Its length and the words about it are checked before any byte is read:
 * `payload_too_large`, `quota_exceeded` and wrong fields are told here.
 */
export async function openUpload(
  ctx: Ctx,
  request: { id: string; input: unknown; bytes: number },
): Promise<UploadRow> {
  const actor = requireScope(ctx, "submit");
  const input = await checkTraceRequest(ctx, request.input, request.bytes);
  if (request.bytes === 0) {
    throw new PlumblineError("bad_upload", "The upload is empty.", { hint: "Choose another file." });
  }
  await checkQuota(ctx, actor.teamId);
  const now = ctx.clock.now();
  const open = await ctx.db.$count(
    upload,
    and(eq(upload.teamId, actor.teamId), isNull(upload.submissionId), gt(upload.expiresAt, now)),
  );
  if (open >= UPLOAD_PARTS.openPerTeam) {
    throw new PlumblineError("quota_exceeded", `This team has ${open} unfinished uploads.`, {
      hint: `Finish or remove one with DELETE; they expire ${UPLOAD_PARTS.keptHours} hours after their start.`,
      retryAfterSeconds: HOUR_MS / 1000,
    });
  }
  const [row] = await ctx.db
    .insert(upload)
    .values({
      id: request.id,
      teamId: actor.teamId,
      accountId: actor.accountId,
      input,
      bytes: request.bytes,
      createdAt: now,
      expiresAt: new Date(now.getTime() + UPLOAD_PARTS.keptHours * HOUR_MS),
    })
    .returning();
  if (row === undefined) throw new Error("an upload was not stored");
  return row;
}
