import { z } from "zod";

/** Limits of the local server. */
export const SERVE_LIMITS = {
  bodyBytes: 8 * 1024 ** 2,
  choices: 128,
  stops: 16,
  stopLength: 200,
  topLogprobs: 20,
  maxTokens: 262_144,
  prompts: 256,
} as const;

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const content = z
  .union([z.string(), z.array(textPart), z.null()])
  .transform((value) => (typeof value === "string" ? value : (value ?? []).map(({ text }) => text).join("")));

const messageSchema = z.object({
  // The newer name of the system role.
  role: z
    .enum(["system", "developer", "user", "assistant", "tool"])
    .transform((role) => (role === "developer" ? "system" : role)),
  content,
});

const stop = z
  .union([z.string(), z.array(z.string().max(SERVE_LIMITS.stopLength)).max(SERVE_LIMITS.stops), z.null()])
  .optional()
  .transform((value) => (typeof value === "string" ? [value] : (value ?? [])).filter((text) => text !== ""));

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** Accepted when absent or neutral; anything else is refused rather than ignored. */
const only = (neutral: string | number | boolean, reason: string) =>
  z
    .unknown()
    .optional()
    .refine((value) => value === undefined || value === null || value === neutral, reason);

const shared = {
  model: z.string(),
  temperature: optional(z.number().min(0).max(2)),
  top_p: optional(z.number().gt(0).max(1)),
  top_k: optional(z.number().int().min(-1).max(1000)),
  min_p: optional(z.number().min(0).max(1)),
  n: optional(z.number().int().min(1).max(SERVE_LIMITS.choices)),
  seed: optional(z.number().int()),
  stop,
  stream: optional(z.boolean()),
  stream_options: optional(z.object({ include_usage: z.boolean().optional() })),
  logit_bias: optional(z.record(z.string().regex(/^\d+$/), z.number().min(-1000).max(1000))),
  return_token_ids: optional(z.boolean()),
  frequency_penalty: only(0, "frequency_penalty is not supported"),
  presence_penalty: only(0, "presence_penalty is not supported"),
};

export const chatRequestSchema = z.object({
  ...shared,
  messages: z.array(messageSchema).min(1).max(1000),
  max_tokens: optional(z.number().int().min(1).max(SERVE_LIMITS.maxTokens)),
  max_completion_tokens: optional(z.number().int().min(1).max(SERVE_LIMITS.maxTokens)),
  logprobs: optional(z.boolean()),
  top_logprobs: optional(z.number().int().min(0).max(SERVE_LIMITS.topLogprobs)),
  continue_final_message: optional(z.boolean()),
  add_generation_prompt: optional(z.boolean()),
  tools: z.array(z.unknown()).max(0, "tools are not supported").nullish(),
  response_format: z.object({ type: z.literal("text", "only response_format text is supported") }).nullish(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

const tokenIds = z.array(z.number().int().min(0)).min(1);

export const textRequestSchema = z.object({
  ...shared,
  prompt: z.union([
    z.string(),
    tokenIds,
    z.array(z.string()).min(1).max(SERVE_LIMITS.prompts),
    z.array(tokenIds).min(1).max(SERVE_LIMITS.prompts),
  ]),
  max_tokens: optional(z.number().int().min(0).max(SERVE_LIMITS.maxTokens)),
  logprobs: optional(z.number().int().min(0).max(SERVE_LIMITS.topLogprobs)),
  echo: optional(z.boolean()),
  best_of: only(1, "best_of is not supported"),
  suffix: only("", "suffix is not supported"),
});
export type TextRequest = z.infer<typeof textRequestSchema>;

export const tokenizeRequestSchema = z.object({ prompt: z.string() });
export const detokenizeRequestSchema = z.object({ tokens: z.array(z.number().int().min(0)) });
