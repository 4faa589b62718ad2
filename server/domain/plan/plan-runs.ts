import { eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { endpointSubmissionSchema, traceSubmissionSchema } from "@/contracts/submission";
import { endpoint, model, run, runRole, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { announceSubmission, moveSubmission } from "../submission";
import { codeJudgeOf } from "./code-judge-of";
import { deterministicId } from "./deterministic-id";
import { type DraftRun, draftRuns, type PlanRequest } from "./draft-runs";
import { methodCardOf, parseParams } from "./method-cards";
import { perModel } from "./per-model";
import { readReduction } from "./read-reduction";
import { resolveBenchmarks } from "./resolve-benchmarks";

export type Plan = {
  runs: { runId: string; benchmark: string; kind: DraftRun["row"]["kind"]; sourceRunId: string | null }[];
  refused: { benchmark: string; reason: string }[];
};

/**
 * Plans a checked submission: one run per benchmark and, of an upload, per model in it (for a reducer a pool run and a reduced
 * run), manifests frozen, what cannot be run refused with the reason. Ids follow from the submission, so that planning again
 * changes nothing. The submission becomes `queued`, or `failed` where every benchmark was refused; one that was taken back
 * meanwhile stays as it is and gets no run.
 */
export async function planRuns(ctx: Ctx, submissionId: string): Promise<Plan> {
  const request = await readRequest(ctx, submissionId);
  const drafts: DraftRun[] = [];
  const refused: Plan["refused"] = [];
  const parts = await perModel(ctx, request);
  for (const target of await resolveBenchmarks(ctx, request.named)) {
    const judged = await codeJudgeOf(ctx, target);
    if (judged.refused !== null) {
      refused.push({ benchmark: target.benchmark.slug, reason: judged.refused });
      continue;
    }
    for (const { part, ...whose } of parts) {
      const drafted = draftRuns({ ...whose, codeKey: judged.codeKey }, target, (role) =>
        deterministicId("run", submissionId, target.version.id, `${role}${part}`),
      );
      if (drafted.refused === null) drafts.push(...drafted.runs);
      else refused.push({ benchmark: target.benchmark.slug, reason: drafted.refused });
    }
  }
  const at = ctx.clock.now();
  const isWanted = await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(submission).where(eq(submission.id, submissionId)).for("update");
    // Who takes it back meanwhile stops the runs that are there then; later ones nobody would stop.
    if (row?.state === "cancelled" || row?.state === "withdrawn") return false;
    for (const draft of drafts) {
      const inserted = await tx.insert(run).values(draft.row).onConflictDoNothing().returning({ id: run.id });
      if (inserted.length > 0 && draft.roles.length > 0) await tx.insert(runRole).values(draft.roles);
    }
    if (drafts.length > 0) await moveSubmission(tx, { submissionId, to: "queued", at });
    else {
      const reason = {
        code: "unsuitable_method",
        message: refused.map((item) => `${item.benchmark}: ${item.reason}`).join(" "),
        hint: "Submit again with another method, benchmark or engine.",
        retry: "never" as const,
      };
      await moveSubmission(tx, { submissionId, to: "failed", at, reason });
    }
    return true;
  });
  if (!isWanted) return { runs: [], refused };
  await announceSubmission(ctx, submissionId);
  return {
    runs: drafts.map(({ row, benchmark }) => ({
      runId: row.id,
      benchmark,
      kind: row.kind,
      sourceRunId: row.sourceRunId ?? null,
    })),
    refused,
  };
}

async function readRequest(
  ctx: Ctx,
  submissionId: string,
): Promise<PlanRequest & { named: { benchmark?: string; suite?: string } }> {
  const [found] = await ctx.db
    .select({ submission, model, endpoint })
    .from(submission)
    .innerJoin(model, eq(model.id, submission.modelId))
    .leftJoin(endpoint, eq(endpoint.id, submission.endpointId))
    .where(eq(submission.id, submissionId));
  if (found === undefined) {
    throw new PlumblineError("not_found", `There is no submission ${submissionId}.`, {
      hint: "Check the id.",
    });
  }
  const base = { ...found, settings: ctx.settings };
  if (found.submission.kind === "traces") {
    const input = traceSubmissionSchema.parse(found.submission.input);
    const card = methodCardOf(input.method);
    return {
      ...base,
      endpoint: null,
      card,
      params: parseParams(card, {}),
      samples: found.submission.ingest?.samplesPerProblem ?? 1,
      totalSamples: found.submission.ingest?.goodLines ?? null,
      scoredUpload: found.submission.ingest?.scored ?? false,
      stored: null,
      overrides: {},
      concurrency: 1,
      named: { benchmark: input.benchmark },
    };
  }
  if (found.submission.kind === "reduction") return readReduction(ctx, base);
  const input = endpointSubmissionSchema.parse(found.submission.input);
  const card = methodCardOf(input.method);
  return {
    ...base,
    card,
    params: parseParams(card, input.params),
    samples: input.samples,
    totalSamples: null,
    scoredUpload: false,
    stored: null,
    overrides: input.sampling,
    concurrency: input.concurrency,
    named: { benchmark: input.benchmark, suite: input.suite },
  };
}
