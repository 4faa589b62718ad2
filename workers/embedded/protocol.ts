import { z } from "zod";

// The wire format between the executor and SDK v4 (sync, call, answer, checkpoint, events).

const concurrencySchema = z.object({
  limit: z.number(),
  key: z.string().optional(),
  scope: z.enum(["fn", "env", "account"]).optional(),
});
const rateSchema = z.object({
  key: z.string().optional(),
  limit: z.number(),
  period: z.string(),
  burst: z.number().optional(),
});

export const functionConfigSchema = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.object({ event: z.string(), expression: z.string().nullish() }),
      z.object({ cron: z.string(), jitter: z.string().optional() }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.object({
      runtime: z.object({ type: z.string(), url: z.string() }),
      retries: z.object({ attempts: z.number().optional() }).optional(),
    }),
  ),
  idempotency: z.string().optional(),
  concurrency: z.union([z.number(), concurrencySchema, z.array(concurrencySchema)]).optional(),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
  rateLimit: rateSchema.optional(),
  throttle: rateSchema.optional(),
  priority: z.object({ run: z.string().optional() }).optional(),
  singleton: z.object({ key: z.string().optional(), mode: z.enum(["skip", "cancel"]) }).optional(),
  timeouts: z.object({ start: z.string().optional(), finish: z.string().optional() }).optional(),
  batchEvents: z.unknown().optional(),
  debounce: z.unknown().optional(),
});
export type FunctionConfig = z.infer<typeof functionConfigSchema>;

export const syncAnswerSchema = z.object({
  app_id: z.string().min(1),
  sdk: z.string().optional(),
  functions: z.array(functionConfigSchema),
});

export const eventSchema = z.object({
  id: z.string().max(1_000).nullish(),
  name: z.string().min(1).max(512),
  data: z.record(z.string(), z.unknown()).nullish(),
  /** Milliseconds; the real server takes 1980 to 2100, and 0 for now. */
  ts: z
    .number()
    .refine(
      (ms) => ms === 0 || (ms >= Date.UTC(1980) && ms <= Date.UTC(2100)),
      "ts is not between 1980 and 2100",
    )
    .nullish(),
  user: z.unknown().optional(),
  v: z.string().nullish(),
});

/** An event as functions see it. */
export type WorkflowEventBody = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  user?: unknown;
  v?: string;
};

export const storedEventSchema: z.ZodType<WorkflowEventBody> = z.object({
  id: z.string(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
  ts: z.number(),
  user: z.unknown().optional(),
  v: z.string().optional(),
});

export const OP_CODES = [
  "StepRun",
  "Step",
  "StepError",
  "StepFailed",
  "StepPlanned",
  "Sleep",
  "WaitForEvent",
  "InvokeFunction",
  "RunComplete",
  "DiscoveryRequest",
] as const;

export const opSchema = z.object({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z
    .object({
      duration: z.string().optional(),
      event: z.string().optional(),
      timeout: z.string().optional(),
      if: z.string().optional(),
      function_id: z.string().optional(),
      payload: z.object({ data: z.unknown().optional() }).loose().optional(),
      parallelMode: z.string().optional(),
    })
    .loose()
    .nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type Op = z.infer<typeof opSchema>;

export const checkpointSchema = z.object({
  run_id: z.string(),
  fn_id: z.string(),
  qi_id: z.string(),
  generation_id: z.number().optional(),
  steps: z.array(opSchema),
});

export type WorkflowError = { name: string; message: string; stack?: string };

/** Any error body of the SDK in the form that `steps` and `inngest/function.failed` carry. */
export function readError(body: unknown): WorkflowError {
  const parsed = errorBodySchema.safeParse(body);
  if (!parsed.success) return { name: "Error", message: typeof body === "string" ? body : "Unknown error" };
  const { name, message, error, stack, ...rest } = parsed.data;
  return { ...rest, name: name || "Error", message: message || error || "Unknown error", stack };
}

const errorBodySchema = z
  .object({
    name: z.string().optional(),
    message: z.string().optional(),
    error: z.string().optional(),
    stack: z.string().optional(),
  })
  .loose();
