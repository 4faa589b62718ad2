import { z } from "zod";
import { problemIdSchema } from "./benchmark";
import { runIdSchema } from "./ids";
import { methodIdSchema } from "./method";
import { oneLine } from "./one-line";
import { ingestSummarySchema, probeResultSchema } from "./runner";
import { samplesPerProblemSchema, samplingOverridesSchema } from "./sampling";
import { runStateSchema, submissionStateSchema, visibilitySchema } from "./states";
import { lineErrorSchema } from "./trace-line";

const modelName = oneLine(200);
/** Goes out in a header, so that nothing but ASCII can be in it. */
const endpointKey = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^[\x20-\x7e]+$/, "printable ASCII characters");
/** A benchmark's slug or alias, optionally with `@` and a version number. */
const benchmarkName = z.string().trim().toLowerCase().min(1).max(100);

export const endpointSubmissionSchema = z
  .object({
    /** Base address of an OpenAI-compatible server, with or without `/v1`. */
    url: z.url().max(2000).optional(),
    /** Instead of an address: an engine that the operator's trusted runners offer, for example `reference`. */
    engine: z.string().max(60).optional(),
    /** The name under which the server serves the model. */
    model: modelName,
    /** What the board calls it; the served name where absent. */
    displayName: modelName.optional(),
    benchmark: benchmarkName.optional(),
    suite: benchmarkName.optional(),
    method: methodIdSchema.default("direct"),
    params: z.record(z.string(), z.unknown()).default({}),
    samples: samplesPerProblemSchema.default(1),
    sampling: samplingOverridesSchema.default({}),
    apiKey: endpointKey.optional(),
    concurrency: z.number().int().min(1).max(256).default(8),
    visibility: visibilitySchema.default("public"),
  })
  .refine((input) => (input.benchmark === undefined) !== (input.suite === undefined), {
    message: "Name exactly one of benchmark and suite.",
    path: ["benchmark"],
  })
  .refine((input) => (input.url === undefined) !== (input.engine === undefined), {
    message: "Give the address of the endpoint as url, or name an engine of this instance.",
    path: ["url"],
  });
export type EndpointSubmissionInput = z.input<typeof endpointSubmissionSchema>;
export type EndpointSubmission = z.infer<typeof endpointSubmissionSchema>;

/** Forms and headers carry text only. */
function jsonObject(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export const traceSubmissionSchema = z.object({
  benchmark: benchmarkName,
  model: modelName,
  method: methodIdSchema.default("direct"),
  filename: z.string().max(300).optional(),
  visibility: visibilitySchema.default("public"),
  /** What the board calls the models of a file that holds several, by the file's own names; also as JSON text. */
  models: z.preprocess(jsonObject, z.record(z.string().max(200), modelName).optional()),
});
export type TraceSubmissionInput = z.input<typeof traceSubmissionSchema>;
export type TraceSubmission = z.infer<typeof traceSubmissionSchema>;

/**
 * A finished run reduced again: another way of choosing among its stored samples. Where the method has a model assess
 * the samples, that model is named as for an endpoint; nothing is generated.
 */
export const reductionSchema = z
  .object({
    method: methodIdSchema,
    params: z.record(z.string(), z.unknown()).default({}),
    /** Base address of the server of the model that assesses. */
    url: z.url().max(2000).optional(),
    /** Instead of an address: an engine that the operator's trusted runners offer. */
    engine: z.string().max(60).optional(),
    model: modelName.optional(),
    sampling: samplingOverridesSchema.default({}),
    apiKey: endpointKey.optional(),
    concurrency: z.number().int().min(1).max(256).default(8),
    /** Never wider than the run's own. */
    visibility: visibilitySchema.default("public"),
  })
  .refine((input) => input.url === undefined || input.engine === undefined, {
    message: "Name one place of the model that assesses: url or engine.",
    path: ["url"],
  })
  .refine((input) => (input.url ?? input.engine) === undefined || input.model !== undefined, {
    message: "Name the model that assesses.",
    path: ["model"],
  });
export type Reduction = z.infer<typeof reductionSchema>;

/** What is stored of it, without any key. */
export const storedReductionSchema = z.object({
  sourceRunId: runIdSchema,
  benchmark: benchmarkName,
  model: modelName,
  method: methodIdSchema,
  params: z.record(z.string(), z.unknown()),
  sampling: samplingOverridesSchema,
  concurrency: z.number().int(),
});
export type StoredReduction = z.infer<typeof storedReductionSchema>;

export const submissionReceiptSchema = z.object({
  submissionId: z.string(),
  runIds: z.array(z.string()),
  url: z.string(),
});
export type SubmissionReceipt = z.infer<typeof submissionReceiptSchema>;

export const submissionRunSchema = z.object({
  runId: z.string(),
  benchmark: z.string(),
  method: z.string(),
  /** The model's name; runs of one upload may be of several. */
  model: z.string().optional(),
  state: runStateSchema,
  done: z.number().int(),
  total: z.number().int(),
  verified: z.number().int(),
  faults: z.number().int(),
  /** What a model has said of the stored samples, of what the method asks for; null where it asks for nothing. */
  assessments: z.object({ done: z.number().int(), total: z.number().int() }).nullable().optional(),
});

/** What the status page and `GET /api/v1/submissions/{id}` show. */
export const submissionViewSchema = z.object({
  id: z.string(),
  kind: z.enum(["endpoint", "traces", "reduction"]),
  state: submissionStateSchema,
  reason: z
    .object({
      code: z.string(),
      message: z.string(),
      hint: z.string(),
      retry: z.enum(["never", "later", "now"]),
    })
    .nullable(),
  model: z.string(),
  benchmark: z.string(),
  method: z.string(),
  visibility: visibilitySchema,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  heartbeatAt: z.iso.datetime().nullable(),
  /** 1 is the next one to be worked on; null where nothing waits. */
  queuePosition: z.number().int().nullable(),
  /** Seconds until done, from the throughput measured so far; null where nothing is measured yet. */
  etaSeconds: z.number().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  decisionDeadline: z.iso.datetime().nullable(),
  runs: z.array(submissionRunSchema),
  probe: probeResultSchema.nullable(),
  ingest: ingestSummarySchema.nullable(),
  lineErrorCount: z.number().int(),
  lineErrors: z.array(lineErrorSchema),
  canCancel: z.boolean(),
  canWithdraw: z.boolean(),
  /** It failed by something that may be different now. */
  canRetry: z.boolean(),
  url: z.string(),
});
export type SubmissionView = z.infer<typeof submissionViewSchema>;

/** What a submission will cost, told before it is sent. Tokens per run; completion tokens as a range. */
export const costEstimateSchema = z.object({
  runs: z.array(
    z.object({
      benchmark: z.string(),
      method: z.string(),
      problems: z.number().int(),
      samples: z.number().int(),
      calls: z.tuple([z.number(), z.number()]),
      /** At least; exact for methods whose prompts hold none of their own answers. */
      promptTokens: z.number(),
      /** At most, where prompts hold earlier answers. */
      promptTokensUpTo: z.number().optional(),
      completionTokens: z.tuple([z.number(), z.number()]),
    }),
  ),
  refused: z.array(z.object({ benchmark: z.string(), reason: z.string() })),
});
export type CostEstimate = z.infer<typeof costEstimateSchema>;

export const decisionSchema = z.enum(["continue", "withdraw"]);
export type Decision = z.infer<typeof decisionSchema>;

export const sampleAddressSchema = z.object({
  problemId: problemIdSchema,
  sample: z.coerce.number().int().min(0),
});
