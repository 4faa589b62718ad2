import { PlumblineError } from "@/contracts/errors";
import { type TraceSubmission, traceSubmissionSchema } from "@/contracts/submission";
import { submission } from "@/db/schema";
import { type AccountActor, recordAudit, requireScope } from "../account";
import { resolveBenchmark } from "../catalog";
import type { Ctx } from "../ctx";
import { announceReceived } from "./announce-received";
import { checkQuota } from "./check-quota";
import { checkMethod, pinnedName } from "./check-request";
import { ensureModel } from "./ensure-model";
import { checkIdempotencyKey, findByIdempotencyKey } from "./idempotency";
import { parseInput } from "./parse-input";
import { stageUpload } from "./stage-upload";

/**
 * Takes a file of traces: the words about it are checked first, then the bytes are streamed into the upload store as they
 * are (gzip stays gzip) and the submission is `staged`. A runner reads the file later. An upload that breaks off or is
 * too large leaves a `failed` submission that says why, and throws. Returns the submission's id.
 */
export async function createTraceSubmission(
  ctx: Ctx,
  input: unknown,
  body: AsyncIterable<Uint8Array>,
  options: { idempotencyKey?: string | null; contentLength?: number | null } = {},
): Promise<{ submissionId: string }> {
  const actor = requireScope(ctx, "submit");
  const parsed = parseInput(traceSubmissionSchema, input);
  const key = options.idempotencyKey ?? null;
  checkIdempotencyKey(key);
  checkMethod(parsed.method, {});
  const target = await resolveBenchmark(ctx, parsed.benchmark);
  const maxBytes = ctx.settings.uploadLimits.compressedBytes;
  if ((options.contentLength ?? 0) > maxBytes) {
    throw new PlumblineError("payload_too_large", `The upload is larger than ${maxBytes} bytes.`, {
      hint: "Compress it with gzip, or split it.",
    });
  }
  const content = { ...parsed, benchmark: pinnedName(target) };
  const known = await findByIdempotencyKey(ctx, { teamId: actor.teamId, key, kind: "traces", content });
  if (known !== null) return { submissionId: known };
  await checkQuota(ctx, actor.teamId);
  const submissionId = await store(ctx, actor, content, key);
  await stageUpload(ctx, submissionId, body);
  await announceReceived(ctx, submissionId);
  return { submissionId };
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
