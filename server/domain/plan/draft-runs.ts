import type { MethodCard, MethodParams } from "@/contracts/method";
import type { Settings } from "@/contracts/platform";
import { type Sampling, samplingSchema } from "@/contracts/sampling";
import type { endpoint, model, run, runRole, submission } from "@/db/schema";
import { verifierKey } from "@/verify";
import type { ResolvedBenchmark } from "../catalog";
import { buildManifest } from "./build-manifest";
import { methodCardOf } from "./method-cards";
import { reducedSamples, unsuitableBecause } from "./suitability";
import { verifierPolicies } from "./verifier-policies";

export type PlanRequest = {
  submission: typeof submission.$inferSelect;
  model: typeof model.$inferSelect;
  /** Null for an upload. */
  endpoint: typeof endpoint.$inferSelect | null;
  card: MethodCard;
  params: MethodParams;
  samples: number;
  /** Every line of the upload has a score. */
  scoredUpload: boolean;
  /** Samples that an upload holds; null where the plan itself decides. */
  totalSamples: number | null;
  overrides: Partial<Sampling>;
  concurrency: number;
  settings: Pick<Settings, "version" | "commit">;
  /** Whose lines of the upload, where it holds several models. */
  variant?: string | undefined;
};

export type DraftRun = {
  benchmark: string;
  row: typeof run.$inferInsert;
  roles: (typeof runRole.$inferInsert)[];
};

type Drafted = { refused: string; runs: [] } | { refused: null; runs: DraftRun[] };

/** The runs of one benchmark, or why there is none. Pure: `idOf` names the run of a role in the plan (`pool` or `reduced`). */
export function draftRuns(
  request: PlanRequest,
  target: ResolvedBenchmark,
  idOf: (role: "pool" | "reduced") => string,
): Drafted {
  const { card, params, samples } = request;
  const refused = unsuitableBecause({
    card,
    params,
    samples,
    scoredUpload: request.scoredUpload,
    answerKind: target.benchmark.card.answerKind,
    access: target.version.access,
    engine:
      request.endpoint === null
        ? null
        : { hosted: request.endpoint.engine !== null, capabilities: request.endpoint.capabilities },
  });
  if (refused !== null) return { refused, runs: [] };
  const pooled = card.kind === "reduce" ? methodCardOf("direct") : card;
  const pool = draftRun(request, target, {
    id: idOf("pool"),
    kind: request.endpoint === null ? "imported" : "generated",
    card: pooled,
    params:
      card.kind === "reduce"
        ? pooled.params.parse(request.endpoint === null ? {} : { ...card.pool })
        : params,
    source: null,
  });
  if (card.kind === "generate") return { refused: null, runs: [pool] };
  const k = reducedSamples(params, samples);
  const reduced = draftRun(request, target, {
    id: idOf("reduced"),
    kind: "reduced",
    card,
    params: { ...params, k },
    source: { runId: pool.row.id, reducer: `${card.id}@${card.version}`, k },
  });
  return { refused: null, runs: [pool, reduced] };
}

type Draft = {
  id: string;
  kind: "generated" | "imported" | "reduced";
  card: MethodCard;
  params: MethodParams;
  source: { runId: string; reducer: string; k: number } | null;
};

function draftRun(request: PlanRequest, target: ResolvedBenchmark, draft: Draft): DraftRun {
  const { protocol, problemCount } = target.version;
  const sampling =
    request.endpoint === null
      ? null
      : samplingSchema.parse({
          temperature: protocol.temperature,
          maxTokens: protocol.maxTokens,
          ...request.overrides,
        });
  const key = verifierKey(verifierPolicies(protocol.policies));
  const method = { id: draft.card.id, version: draft.card.version, params: draft.params };
  const runSeed = seedOf(request, target, draft);
  const { manifest, sha256 } = buildManifest({
    runId: draft.id,
    kind: draft.kind,
    model: request.model,
    endpoint: request.endpoint,
    submission: request.submission,
    target,
    method,
    roles: draft.card.roles,
    sampling,
    samplesPerProblem: request.samples,
    runSeed,
    source: draft.source,
    verifierKey: key,
    settings: request.settings,
    variant: request.variant,
  });
  const reduced = draft.kind === "reduced";
  return {
    benchmark: target.benchmark.slug,
    row: {
      id: draft.id,
      submissionId: request.submission.id,
      teamId: request.submission.teamId,
      kind: draft.kind,
      state: "planned",
      visibility: request.submission.visibility,
      benchmarkVersionId: target.version.id,
      modelId: request.model.id,
      endpointId: request.endpoint?.id ?? null,
      methodId: method.id,
      methodVersion: method.version,
      methodParams: method.params,
      sampling,
      samplesPerProblem: request.samples,
      concurrency: request.concurrency,
      sourceRunId: draft.source?.runId ?? null,
      promptSource: request.endpoint === null ? "unknown" : "ours",
      tier: request.endpoint === null ? "re-scored" : request.endpoint.engine === null ? "served" : "hosted",
      verifierKey: key,
      runSeed,
      manifest,
      manifestSha256: sha256,
      totalSamples: reduced ? 0 : (request.totalSamples ?? problemCount * request.samples),
    },
    roles: rolesOf(request, draft, sampling),
  };
}

function rolesOf(
  request: PlanRequest,
  draft: Draft,
  sampling: Sampling | null,
): (typeof runRole.$inferInsert)[] {
  if (draft.kind !== "generated") return [];
  return draft.card.roles.map((role) => ({
    runId: draft.id,
    role,
    modelId: request.model.id,
    endpointId: request.endpoint?.id ?? null,
    sampling,
  }));
}

/** A seed that somebody chose gives the same samples again; without one every run draws its own. */
function seedOf(request: PlanRequest, target: ResolvedBenchmark, draft: Draft): string {
  const chosen = request.overrides.seed;
  if (chosen === undefined) return draft.source?.runId ?? draft.id;
  return `${chosen}:${target.version.contentHash.slice(0, 16)}`;
}
