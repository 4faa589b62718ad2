import { TransactionRollbackError } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { Secret } from "@/contracts/secret";
import { type EndpointSubmission, endpointSubmissionSchema } from "@/contracts/submission";
import { endpoint, submission } from "@/db/schema";
import { type AccountActor, recordAudit, requireScope } from "../account";
import type { Ctx } from "../ctx";
import { announceReceived } from "./announce-received";
import { checkQuota } from "./check-quota";
import { checkBenchmarks, checkMethod, pinnedName } from "./check-request";
import { ensureModel } from "./ensure-model";
import { checkIdempotencyKey, findByIdempotencyKey } from "./idempotency";
import { parseInput } from "./parse-input";

/**
 * Takes an endpoint to evaluate: everything that can be said without calling it is checked, its key is sealed, and the
 * workflow engine is told. The address is first called from a runner (connection test). Returns the submission's id;
 * the same `idempotencyKey` with the same input gives the same one.
 */
export async function createEndpointSubmission(
  ctx: Ctx,
  input: unknown,
  options: { idempotencyKey?: string | null } = {},
): Promise<{ submissionId: string }> {
  const actor = requireScope(ctx, "submit");
  const { apiKey, ...parsed } = parseInput(endpointSubmissionSchema, input);
  const key = options.idempotencyKey ?? null;
  checkIdempotencyKey(key);
  const { params } = checkMethod(parsed.method, parsed.params);
  const targets = await checkBenchmarks(ctx, parsed);
  if (parsed.url !== undefined)
    ctx.addresses.check(parsed.url, { allowLoopback: ctx.settings.allowLoopback && actor.isAdmin });
  const [target] = targets;
  const content = {
    ...parsed,
    params,
    ...(parsed.benchmark === undefined || target === undefined ? {} : { benchmark: pinnedName(target) }),
  };
  const lookUp = { teamId: actor.teamId, key, kind: "endpoint" as const, content };
  const known = await findByIdempotencyKey(ctx, lookUp);
  if (known !== null) return { submissionId: known };
  await checkQuota(ctx, actor.teamId);
  const id = await store(ctx, actor, {
    content,
    apiKey: apiKey === undefined ? null : new Secret(apiKey),
    key,
  });
  // Two requests with one key at once: the second finds the first one's row.
  const submissionId = id ?? (await findByIdempotencyKey(ctx, lookUp));
  if (submissionId === null) {
    throw new PlumblineError("unavailable", "The submission was not stored.", { hint: "Send it again." });
  }
  if (id !== null) await announceReceived(ctx, id);
  return { submissionId };
}

async function store(
  ctx: Ctx,
  actor: AccountActor,
  input: { content: Omit<EndpointSubmission, "apiKey">; apiKey: Secret | null; key: string | null },
): Promise<string | null> {
  const { content } = input;
  const now = ctx.clock.now();
  const id = ctx.ids.create("submission");
  const endpointId = ctx.ids.create("endpoint");
  return ctx.db
    .transaction(async (tx) => {
      const name = content.displayName ?? content.model;
      const modelId = await ensureModel(ctx, tx, { teamId: actor.teamId, name, servedName: content.model });
      await tx.insert(endpoint).values({
        id: endpointId,
        teamId: actor.teamId,
        modelId,
        url: content.url ?? null,
        engine: content.engine ?? null,
        servedName: content.model,
        sealedKey: input.apiKey === null ? null : ctx.secrets.seal(input.apiKey),
        capabilities: [],
        createdAt: now,
      });
      const added = await tx
        .insert(submission)
        .values({
          id,
          teamId: actor.teamId,
          accountId: actor.accountId,
          kind: "endpoint",
          state: "received",
          visibility: content.visibility,
          input: content,
          modelId,
          endpointId,
          idempotencyKey: input.key,
          heartbeatAt: now,
          createdAt: now,
          updatedAt: now,
        })
        .onConflictDoNothing()
        .returning({ id: submission.id });
      if (added.length === 0) {
        // Its endpoint row would be an orphan that holds a key.
        return tx.rollback();
      }
      await recordAudit(ctx, tx, {
        action: "submission.create",
        subject: id,
        detail: { kind: "endpoint", visibility: content.visibility },
      });
      return id;
    })
    .catch((error: unknown) => {
      if (error instanceof TransactionRollbackError) return null;
      throw error;
    });
}
