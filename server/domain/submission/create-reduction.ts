import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { Secret } from "@/contracts/secret";
import { reductionSchema, type StoredReduction, storedReductionSchema } from "@/contracts/submission";
import { benchmark, benchmarkVersion, endpoint, model, run, submission } from "@/db/schema";
import { maySeeTeam, recordAudit, requireScope } from "../account";
import type { Ctx } from "../ctx";
import { announceReceived } from "./announce-received";
import { checkQuota } from "./check-quota";
import { checkMethod } from "./check-request";
import { ensureModel } from "./ensure-model";
import { parseInput } from "./parse-input";

/**
 * Takes a request to reduce a finished run again: by another rule over its stored samples, or by what a named model says
 * of them (which is called by a runner, after a connection test). The samples stay as they are. Returns the submission's
 * id. `not_found` for a run that the caller may not see, `invalid_transition` for one that is not finished.
 */
export async function createReduction(
  ctx: Ctx,
  runId: string,
  input: unknown,
): Promise<{ submissionId: string }> {
  const actor = requireScope(ctx, "submit");
  const { apiKey, ...parsed } = parseInput(reductionSchema, input);
  const { card, params } = checkMethod(parsed.method, parsed.params);
  if (card.kind !== "reduce") {
    throw new PlumblineError("unsuitable_method", `${card.id} generates samples of its own.`, {
      hint: "Submit the endpoint, or choose a method of the kind reduce.",
    });
  }
  const source = await sourceOf(ctx, runId);
  if (parsed.url !== undefined)
    ctx.addresses.check(parsed.url, { allowLoopback: ctx.settings.allowLoopback && actor.isAdmin });
  await checkQuota(ctx, actor.teamId);
  const calls = parsed.url !== undefined || parsed.engine !== undefined;
  const content: StoredReduction = storedReductionSchema.parse({
    sourceRunId: source.run.id,
    benchmark: `${source.slug}@${source.version}`,
    model: parsed.model ?? source.model.name,
    method: card.id,
    params,
    sampling: parsed.sampling,
    concurrency: parsed.concurrency,
  });
  const now = ctx.clock.now();
  const id = ctx.ids.create("submission");
  const endpointId = calls ? ctx.ids.create("endpoint") : null;
  await ctx.db.transaction(async (tx) => {
    const named = { teamId: actor.teamId, name: content.model, servedName: content.model };
    const modelId = endpointId === null ? source.model.id : await ensureModel(ctx, tx, named);
    if (endpointId !== null) {
      await tx.insert(endpoint).values({
        id: endpointId,
        teamId: actor.teamId,
        modelId,
        url: parsed.url ?? null,
        engine: parsed.engine ?? null,
        servedName: content.model,
        sealedKey: apiKey === undefined ? null : ctx.secrets.seal(new Secret(apiKey)),
        capabilities: [],
        createdAt: now,
      });
    }
    await tx.insert(submission).values({
      id,
      teamId: actor.teamId,
      accountId: actor.accountId,
      kind: "reduction",
      state: "received",
      visibility: narrower(parsed.visibility, source.run.visibility),
      input: content,
      modelId,
      endpointId,
      heartbeatAt: now,
      createdAt: now,
      updatedAt: now,
    });
    await recordAudit(ctx, tx, {
      action: "submission.create",
      subject: id,
      detail: { kind: "reduction", sourceRunId: source.run.id },
    });
  });
  await announceReceived(ctx, id);
  return { submissionId: id };
}

const WIDTH = ["private", "unlisted", "public"] as const;
type Visibility = (typeof WIDTH)[number];
const narrower = (a: Visibility, b: Visibility) => (WIDTH.indexOf(a) < WIDTH.indexOf(b) ? a : b);

async function sourceOf(ctx: Ctx, runId: string) {
  const [found] = await ctx.db
    .select({ run, model, slug: benchmark.slug, version: benchmarkVersion.version })
    .from(run)
    .innerJoin(model, eq(model.id, run.modelId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(and(eq(run.id, runId)));
  const visible =
    found !== undefined &&
    (maySeeTeam(ctx, found.run.teamId) ||
      (found.run.visibility !== "private" && found.run.state !== "withdrawn"));
  if (found === undefined || !visible) {
    throw new PlumblineError("not_found", `There is no run ${runId.slice(0, 60)}.`, {
      hint: "Check the id; a private run is seen by its team only.",
    });
  }
  if (found.run.kind === "reduced") {
    throw new PlumblineError("invalid_input", "This run holds no samples of its own.", {
      hint: `Reduce its source, ${found.run.sourceRunId}.`,
    });
  }
  if (found.run.state !== "published") {
    throw new PlumblineError("invalid_transition", `This run is ${found.run.state}, not published.`, {
      hint: "Wait until it is finished.",
    });
  }
  return found;
}
