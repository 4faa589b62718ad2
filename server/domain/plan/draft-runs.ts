import type { MethodCard, MethodParams } from "@/contracts/method";
import type { Settings } from "@/contracts/platform";
import { type Sampling, samplingSchema } from "@/contracts/sampling";
import type { endpoint, model, run, runRole, submission } from "@/db/schema";
import type { ResolvedBenchmark } from "../catalog";
import { reducedSamples, unsuitableBecause } from "../submission";
import { assessorName } from "./assessor-name";
import { buildManifest, endpointFingerprint } from "./build-manifest";
import { currentVerifierKey } from "./current-verifier-key";
import { methodCardOf } from "./method-cards";

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
  /** A finished run that is reduced again instead of a new pool; null otherwise. */
  stored: {
    run: typeof run.$inferSelect;
    scored: boolean;
    /** Whose stored assessments decide; null where nobody has assessed every sample. */
    assessor: string | null;
    /** The model that assesses, where one does. */
    assessing: typeof model.$inferSelect;
  } | null;
  /** Key of the sandbox that will judge; the answer verifier's where absent. */
  codeKey?: string | undefined;
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
    ...(request.stored === null ? {} : { stored: request.stored }),
  });
  if (refused !== null) return { refused, runs: [] };
  const reduced = (sourceRunId: string) => {
    const k = reducedSamples(params, samples);
    return draftRun(request, target, {
      id: idOf("reduced"),
      kind: "reduced",
      card,
      params: { ...params, k },
      source: { runId: sourceRunId, reducer: `${card.id}@${card.version}`, k },
    });
  };
  if (request.stored !== null) return { refused: null, runs: [reduced(request.stored.run.id)] };
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
  return { refused: null, runs: [pool, reduced(pool.row.id)] };
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
  const key =
    request.stored?.run.verifierKey ??
    request.codeKey ??
    currentVerifierKey(target.benchmark.card.answerKind, protocol);
  const method = { id: draft.card.id, version: draft.card.version, params: draft.params };
  const runSeed = seedOf(request, target, draft);
  const assessor = assessorOf(request, draft, sampling);
  const stored = draft.kind === "reduced" ? request.stored : null;
  const { manifest, sha256 } = buildManifest({
    runId: draft.id,
    kind: draft.kind,
    model: request.model,
    endpoint: request.endpoint,
    submission: request.submission,
    target,
    method,
    roles: draft.card.roles,
    sampling: stored === null ? sampling : stored.run.sampling,
    samplesPerProblem: request.samples,
    runSeed,
    source: draft.source,
    verifierKey: key,
    settings: request.settings,
    variant: request.variant,
    assessor,
    assessing: stored?.assessing ?? null,
    ...(stored === null ? {} : { prompt: stored.run.manifest.prompt }),
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
      endpointId: request.endpoint?.id ?? stored?.run.endpointId ?? null,
      methodId: method.id,
      methodVersion: method.version,
      methodParams: method.params,
      sampling: stored === null ? sampling : stored.run.sampling,
      samplesPerProblem: request.samples,
      concurrency: request.concurrency,
      sourceRunId: draft.source?.runId ?? null,
      promptSource: stored?.run.promptSource ?? (request.endpoint === null ? "unknown" : "ours"),
      tier: stored?.run.tier ?? tierOf(request.endpoint),
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
  const assesses = draft.kind === "reduced" && draft.card.assessments?.from === "made";
  if (draft.kind !== "generated" && !assesses) return [];
  // The solver of a reduced run answered in its source.
  const roles = assesses ? draft.card.roles.filter((role) => role !== "solver") : draft.card.roles;
  return roles.map((role) => ({
    runId: draft.id,
    role,
    modelId: (assesses ? request.stored?.assessing.id : undefined) ?? request.model.id,
    endpointId: request.endpoint?.id ?? null,
    sampling,
  }));
}

function tierOf(place: PlanRequest["endpoint"]): "re-scored" | "served" | "hosted" {
  if (place === null) return "re-scored";
  return place.engine === null ? "served" : "hosted";
}

/** By whose assessments a reduced run chooses: those that are stored, or those that it has made. */
function assessorOf(request: PlanRequest, draft: Draft, sampling: Sampling | null): string | null {
  const policy = draft.card.assessments;
  if (draft.kind !== "reduced" || policy === undefined) return null;
  if (policy.from === "stored") return request.stored?.assessor ?? null;
  if (request.endpoint === null || sampling === null) return null;
  return assessorName({
    card: draft.card,
    params: draft.params,
    modelSlug: (request.stored?.assessing ?? request.model).slug,
    endpointFingerprint: endpointFingerprint(request.endpoint),
    weightsSha256: request.submission.probe?.weights?.sha256 ?? null,
    sampling,
  });
}

/** A seed that somebody chose gives the same samples again; without one every run draws its own. */
function seedOf(request: PlanRequest, target: ResolvedBenchmark, draft: Draft): string {
  const chosen = request.overrides.seed;
  if (chosen === undefined) return draft.source?.runId ?? draft.id;
  return `${chosen}:${target.version.contentHash.slice(0, 16)}`;
}
