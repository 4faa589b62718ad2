import { eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { TraceSubmission } from "@/contracts/submission";
import { submission } from "@/db/schema";
import { type AccountActor, recordAudit, requireScope } from "../account";
import type { Ctx } from "../ctx";
import { announceReceived } from "./announce-received";
import { checkQuota } from "./check-quota";
import { checkTraceRequest } from "./check-trace-request";
import { ensureModel } from "./ensure-model";
import { checkIdempotencyKey, findByIdempotencyKey } from "./idempotency";
import { stageUpload, type UploadSource } from "./stage-upload";

/**
 * Takes a file of traces: the words about it are checked first, then the bytes are streamed into the upload store as they
 * are (gzip stays gzip) and the submission is `staged`. A runner reads the file later. An upload that breaks off or is
 * too large leaves a `failed` submission that says why, and throws. A file that came in parts is taken over as it is; doing
 * that again after the server was stopped goes on where it was. Returns the submission's id.
 */
export async function createTraceSubmission(
  ctx: Ctx,
  input: unknown,
  source: UploadSource,
  options: { idempotencyKey?: string | null; contentLength?: number | null } = {},
): Promise<{ submissionId: string }> {
  const actor = requireScope(ctx, "submit");
  const key = options.idempotencyKey ?? null;
  checkIdempotencyKey(key);
  const content = await checkTraceRequest(ctx, input, options.contentLength ?? null);
  const known = await findByIdempotencyKey(ctx, { teamId: actor.teamId, key, kind: "traces", content });
  if (known !== null && !("parts" in source && (await isUnstaged(ctx, known))))
    return { submissionId: known };
  if (known === null) await checkQuota(ctx, actor.teamId);
  const submissionId = known ?? (await store(ctx, actor, content, key));
  await stageUpload(ctx, submissionId, source);
  await announceReceived(ctx, submissionId);
  return { submissionId };
}

async function isUnstaged(ctx: Ctx, submissionId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ state: submission.state })
    .from(submission)
    .where(eq(submission.id, submissionId));
  return row?.state === "received";
}

async function store(
  ctx: Ctx,
  actor: AccountActor,
  content: TraceSubmission,
  key: string | null,
): Promise<string> {
  const now = ctx.clock.now();
  const id = ctx.ids.create("submission");
  await ctx.db.transaction(async (tx) => {
    const modelId = await ensureModel(ctx, tx, {
      teamId: actor.teamId,
      name: content.model,
      servedName: content.model,
    });
    const added = await tx
      .insert(submission)
      .values({
        id,
        teamId: actor.teamId,
        accountId: actor.accountId,
        kind: "traces",
        state: "received",
        visibility: content.visibility,
        input: content,
        modelId,
        uploadKey: id,
        filename: content.filename ?? null,
        idempotencyKey: key,
        heartbeatAt: now,
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: submission.id });
    if (added.length === 0) {
      throw new PlumblineError("conflict", "An upload with this idempotency key is under way.", {
        hint: "Wait for it, or use another key.",
      });
    }
    await recordAudit(ctx, tx, {
      action: "submission.create",
      subject: id,
      detail: { kind: "traces", visibility: content.visibility },
    });
  });
  return id;
}
