import { z } from "zod";
import { assessmentReportSchema, assessorSchema } from "./assessment";
import { answerKindSchema, problemIdSchema } from "./benchmark";
import { capabilitySchema } from "./capability";
import { sandboxReportSchema } from "./code-verdict";
import { runIdSchema, shardIdSchema, submissionIdSchema } from "./ids";
import { callRecordSchema, faultSchema, sampleReportSchema } from "./sample";
import { samplingSchema } from "./sampling";
import { shardKindSchema } from "./states";
import { lineErrorSchema, MAX_UPLOAD_MODELS, uploadLimitsSchema } from "./trace-line";
import { importedReportSchema, verdictReportSchema, verifierKeySchema } from "./verdict";

/** Numbers of the lease protocol (architecture: leases). */
export const LEASE = {
  leaseMs: 60_000,
  heartbeatMs: 15_000,
  longPollMs: 25_000,
  reportBytes: 4 * 1024 ** 2,
  reportSamples: 200,
  /** A (problem, sample) whose lease was lost this often becomes `infra_error: worker lost`. */
  lossesPerSample: 3,
  /** Results of a lease that was taken back are still taken for this long, where nobody else has brought them. */
  lateReportMs: 86_400_000,
  /** A submitter is told that no runner is connected after this time without any lease call. */
  noRunnerAfterMs: 10_000,
} as const;

export const engineInfoSchema = z.object({
  name: z.string().max(60),
  models: z.array(z.string().max(200)).max(200),
  capabilities: z.array(capabilitySchema),
  hardware: z.string().max(200).nullable(),
  /** Tokens of the methods' own wording under the tokenizers of its models: by model, then by the text's key. */
  textTokens: z.record(z.string().max(200), z.record(z.string().length(16), z.number().int())).optional(),
  /** Of the entry that runs programs instead of models. */
  sandbox: sandboxReportSchema.optional(),
});
export type EngineInfo = z.infer<typeof engineInfoSchema>;

export const leaseRequestSchema = z.object({
  name: z.string().max(80),
  version: z.string().max(80),
  kinds: z.array(shardKindSchema).min(1),
  engines: z.array(engineInfoSchema).max(20),
  max: z.number().int().min(1).max(64),
  waitMs: z.number().int().min(0).max(LEASE.longPollMs),
});
export type LeaseRequest = z.infer<typeof leaseRequestSchema>;

/** Where a role's model is called: a submitted address (dialled through net/) or an engine that the runner owns. */
export const modelTargetSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("endpoint"),
    url: z.url(),
    servedName: z.string(),
    /** Plain only on the wire of a lease; wrapped in a Secret at once on both sides. */
    apiKey: z.string().nullable(),
    allowLoopback: z.boolean(),
    /** What the connection test found; plain chat where absent. */
    capabilities: z.array(capabilitySchema).optional(),
  }),
  z.object({ type: z.literal("engine"), engine: z.string(), model: z.string() }),
]);
export type ModelTarget = z.infer<typeof modelTargetSchema>;

export const roleTargetSchema = z.object({ target: modelTargetSchema, sampling: samplingSchema });

/** What a method may know of a problem: never a gold, never a solution. */
export const askedProblemSchema = z.object({
  id: problemIdSchema,
  statement: z.string(),
  images: z.array(z.string()),
  options: z.array(z.string()).nullable(),
  answerKind: answerKindSchema,
  level: z.string().nullable(),
});
export type AskedProblem = z.infer<typeof askedProblemSchema>;

/** What a trusted runner also knows; streamed from `/api/v1/runner/shards/{id}/problems` as one JSON object a line. */
export const judgedProblemSchema = askedProblemSchema.extend({
  gold: z.string(),
  judging: z.record(z.string(), z.unknown()).nullable(),
  aliases: z.array(z.object({ tool: z.string(), alias: z.string() })),
});
export type JudgedProblem = z.infer<typeof judgedProblemSchema>;

export const workItemSchema = z.object({ problemId: problemIdSchema, sample: z.number().int().min(0) });
export type WorkItem = z.infer<typeof workItemSchema>;

/** Where a lease's calls go: leases of one key share `concurrency` calls at a time in the runner that holds them. */
const callPlaceSchema = z.object({ key: z.string().max(80), concurrency: z.number().int().min(1) });

const verifierSchema = z.object({ key: verifierKeySchema, policies: z.record(z.string(), z.unknown()) });

export const leaseWorkSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("probe"),
    target: modelTargetSchema,
  }),
  z.object({
    kind: z.literal("ingest"),
    /** Bytes come from `/api/v1/runner/shards/{id}/input` (Range is honoured). */
    filename: z.string().nullable(),
    bytes: z.number().int(),
    benchmarkVersionId: z.string(),
    /** `check` reads everything and reports errors and counts; `store` reports samples and verdicts of the good lines. */
    pass: z.enum(["check", "store"]),
    /** Only the lines of this model, in a file that holds several; empty: those that name none. All lines where absent. */
    variant: z.string().optional(),
    /** What the operator allows; the runner's own numbers where absent. */
    limits: uploadLimitsSchema.optional(),
    verifier: verifierSchema,
  }),
  z.object({
    kind: z.literal("generate"),
    method: z.object({
      id: z.string(),
      version: z.number().int(),
      params: z.record(z.string(), z.unknown()),
    }),
    roles: z.record(z.string(), roleTargetSchema),
    prompt: z.object({ instruction: z.string(), system: z.string().nullable() }),
    problems: z.array(askedProblemSchema),
    items: z.array(workItemSchema),
    /** Base of the per-sample seeds: seed = hash(run seed, problem, sample, call). */
    runSeed: z.string(),
    concurrency: z.number().int().min(1),
    place: callPlaceSchema.optional(),
    /** Of samples of this run that are stored: by problem, how many told their length and their completion tokens together. */
    lengths: z.record(problemIdSchema, z.object({ samples: z.int(), tokens: z.int() })).optional(),
  }),
  z.object({
    kind: z.literal("assess"),
    /** What the assessed samples answered comes from `/api/v1/runner/shards/{id}/input`, one JSON object a line. */
    method: z.object({
      id: z.string(),
      version: z.number().int(),
      params: z.record(z.string(), z.unknown()),
    }),
    assessor: assessorSchema,
    roles: z.record(z.string(), roleTargetSchema),
    prompt: z.object({ instruction: z.string(), system: z.string().nullable() }),
    problems: z.array(askedProblemSchema),
    items: z.array(workItemSchema),
    runSeed: z.string(),
    concurrency: z.number().int().min(1),
    place: callPlaceSchema.optional(),
  }),
  z.object({
    kind: z.literal("verify"),
    /** Texts come from `/api/v1/runner/shards/{id}/input`, golds from `…/problems`, both one JSON object a line. */
    problemIds: z.array(problemIdSchema),
    verifier: verifierSchema,
  }),
]);
export type LeaseWork = z.infer<typeof leaseWorkSchema>;

/** One line of a verify shard's input stream: one stored sample, samples of a problem together and in order. */
export const verifyInputLineSchema = z.object({
  problemId: problemIdSchema,
  sample: z.number().int(),
  response: z.string(),
  finishReason: z.string().nullable(),
  fault: faultSchema.nullable(),
});
export type VerifyInputLine = z.infer<typeof verifyInputLineSchema>;

export const leaseSchema = z.object({
  shardId: shardIdSchema,
  leaseGeneration: z.number().int(),
  expiresAt: z.iso.datetime(),
  runId: runIdSchema.nullable(),
  submissionId: submissionIdSchema,
  work: leaseWorkSchema,
});
export type Lease = z.infer<typeof leaseSchema>;
export const leaseResponseSchema = z.object({ leases: z.array(leaseSchema), retryAfterMs: z.number().int() });
export type LeaseResponse = z.infer<typeof leaseResponseSchema>;

const leaseRefSchema = z.object({ shardId: shardIdSchema, leaseGeneration: z.number().int() });

export const heartbeatRequestSchema = z.object({ leases: z.array(leaseRefSchema).max(256) });
export type HeartbeatRequest = z.infer<typeof heartbeatRequestSchema>;
export const heartbeatResponseSchema = z.object({
  renewed: z.array(shardIdSchema),
  /** Leases that are no longer this runner's: stop their work; samples that are finished may still be reported, once. */
  lost: z.array(shardIdSchema),
});
export type HeartbeatResponse = z.infer<typeof heartbeatResponseSchema>;

/** What the connection test found out (docs/submitting.md). */
export const probeResultSchema = z.object({
  ok: z.boolean(),
  code: z.string().max(80),
  message: z.string().max(2000),
  latencyMs: z.number().int().nullable(),
  models: z.array(z.string()).max(200),
  capabilities: z.array(capabilitySchema),
  server: z.string().max(200).nullable(),
  sample: callRecordSchema.nullable(),
  /** The field in which reasoning comes apart from the answer; null where none was seen. */
  reasoningField: z.enum(["reasoning", "reasoning_content"]).nullable().optional(),
  /** Whether answers say how many tokens they took. */
  reportsUsage: z.boolean().optional(),
  /** The model file of a hosted engine, hashed by the runner that serves it. */
  weights: z
    .object({ sha256: z.string().length(64), bytes: z.number().int() })
    .nullable()
    .optional(),
  /** What a hosted engine computes on. */
  hardware: z.string().max(200).nullable().optional(),
});
export type ProbeResult = z.infer<typeof probeResultSchema>;

export const ingestSummarySchema = z.object({
  format: z.string().max(80),
  lines: z.number().int(),
  goodLines: z.number().int(),
  badLines: z.number().int(),
  samplesPerProblem: z.number().int().nullable(),
  problems: z.number().int(),
  /** Some problems of the version have no sample, or sample counts differ: the run is partial and unranked. */
  partial: z.boolean(),
  matchedBy: z.record(z.string(), z.number().int()),
  /** Bad lines by the code of what is wrong with them. */
  refused: z.record(z.string(), z.number().int()).optional(),
  /** Good lines whose own gold is not ours: kept, judged by ours, and told. */
  otherGold: z.number().int().optional(),
  /** Whose prompt the answers were given to. */
  prompt: z.enum(["ours", "theirs", "unknown"]).optional(),
  /** Every good line has a score of its own. */
  scored: z.boolean().optional(),
  /** What each model of a file with several brought, in file order; `variant` is empty for lines that name none. */
  models: z
    .array(
      z.object({
        variant: z.string(),
        goodLines: z.number().int(),
        samplesPerProblem: z.number().int().nullable(),
        problems: z.number().int(),
        partial: z.boolean(),
        scored: z.boolean(),
      }),
    )
    .max(MAX_UPLOAD_MODELS)
    .optional(),
});
export type IngestSummary = z.infer<typeof ingestSummarySchema>;

/** Why a shard cannot go on; `later` puts it back after `retryAfterMs`, `never` ends it. */
export const shardFailureSchema = z.object({
  code: z.string().max(80),
  message: z.string().max(2000),
  retry: z.enum(["never", "later", "now"]),
  retryAfterMs: z.number().int().min(0).default(0),
});
export type ShardFailure = z.infer<typeof shardFailureSchema>;

export const reportRequestSchema = z.object({
  shardId: shardIdSchema,
  leaseGeneration: z.number().int(),
  samples: z.array(sampleReportSchema).max(LEASE.reportSamples).default([]),
  verdicts: z.array(verdictReportSchema).max(LEASE.reportSamples).default([]),
  /** Of an ingest `store` pass: what the file's own tool judged. */
  imported: z.array(importedReportSchema).max(LEASE.reportSamples).default([]),
  /** Of an assess shard. */
  assessments: z.array(assessmentReportSchema).max(LEASE.reportSamples).default([]),
  lineErrors: z.array(lineErrorSchema).max(1000).default([]),
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable() }).nullable().default(null),
  ingest: ingestSummarySchema.nullable().default(null),
  probe: probeResultSchema.nullable().default(null),
  failure: shardFailureSchema.nullable().default(null),
  /** The last report of this lease: everything of the shard has been sent (or `failure` says why not). */
  done: z.boolean(),
});
export type ReportRequest = z.input<typeof reportRequestSchema>;
export type Report = z.infer<typeof reportRequestSchema>;
export const reportResponseSchema = z.object({
  stored: z.number().int(),
  duplicates: z.number().int(),
  /** The lease is over; samples that were still missing are stored nevertheless. Send what is finished and stop. */
  over: z.boolean().optional(),
});
export type ReportResponse = z.infer<typeof reportResponseSchema>;
