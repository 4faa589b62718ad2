import { eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveSubmission } from "./move-submission";
import { transition } from "./transition";

/** While bytes arrive the submission beats at most this often. */
const BEAT_EVERY_MS = 20_000;

/** The bytes of an upload as they come, or the key of a file that came in parts. */
export type UploadSource = AsyncIterable<Uint8Array> | { parts: string };

/**
 * Streams a body into the store, or takes over a file that is there, and marks the submission `staged`; on any failure marks
 * it `failed` and throws the reason.
 */
export async function stageUpload(ctx: Ctx, submissionId: string, source: UploadSource): Promise<void> {
  try {
    const limits = { maxBytes: ctx.settings.uploadLimits.compressedBytes };
    const stored =
      "parts" in source
        ? await ctx.uploads.complete(source.parts, submissionId)
        : await ctx.uploads.put(submissionId, beating(ctx, submissionId, source), limits);
    if (stored.bytes === 0) {
      throw new PlumblineError("bad_upload", "The upload is empty.", {
        hint: "Send the file as the body of the request, for example with curl --data-binary @FILE.",
      });
    }
    await transition(ctx, {
      submissionId,
      to: "staged",
      with: { uploadBytes: stored.bytes, uploadSha256: stored.sha256 },
    });
  } catch (error) {
    const reason = reasonOf(ctx, error);
    await ctx.uploads.remove(submissionId);
    await moveSubmission(ctx.db, {
      submissionId,
      to: "failed",
      at: ctx.clock.now(),
      reason: { code: reason.code, message: reason.message, hint: reason.hint, retry: reason.retry },
    });
    throw reason;
  }
}

function reasonOf(ctx: Ctx, error: unknown): PlumblineError {
  if (error instanceof PlumblineError) return error;
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
    ctx.log.error({ error }, "The disk for uploads is full.");
    return new PlumblineError("unavailable", "The instance has no room for uploads.", {
      hint: "Tell the operator, and send it again later.",
      cause: error,
    });
  }
  return new PlumblineError("bad_upload", "The upload broke off before its end.", {
    hint: "Send it again.",
    cause: error,
  });
}

async function* beating(ctx: Ctx, submissionId: string, body: AsyncIterable<Uint8Array>) {
  let last = ctx.clock.now().getTime();
  for await (const chunk of body) {
    yield chunk;
    const now = ctx.clock.now();
    if (now.getTime() - last < BEAT_EVERY_MS) continue;
    last = now.getTime();
    await ctx.db.update(submission).set({ heartbeatAt: now }).where(eq(submission.id, submissionId));
  }
}
