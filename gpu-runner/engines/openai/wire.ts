import { z } from "zod";

/** What servers send, read leniently: unknown keys are ignored, missing ones are null. */
const usageSchema = z
  .object({
    prompt_tokens: z.number().int().min(0).nullish(),
    completion_tokens: z.number().int().min(0).nullish(),
    completion_tokens_details: z.object({ reasoning_tokens: z.number().int().min(0).nullish() }).nullish(),
  })
  .nullish();
export type WireUsage = z.infer<typeof usageSchema>;

const logprobEntry = z.object({ token: z.string(), logprob: z.number() });
const logprobsSchema = z
  .object({
    content: z.array(logprobEntry.extend({ top_logprobs: z.array(logprobEntry).nullish() })).nullish(),
  })
  .nullish();
export type WireLogprobs = z.infer<typeof logprobsSchema>;

const textSchema = z.object({
  content: z.string().nullish(),
  reasoning: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  refusal: z.string().nullish(),
});
export type WireText = z.infer<typeof textSchema>;

const choiceSchema = z.object({
  index: z.number().int().nullish(),
  /** Streamed piece, whole message, or text of the completions protocol. */
  delta: textSchema.nullish(),
  message: textSchema.nullish(),
  text: z.string().nullish(),
  finish_reason: z.string().nullish(),
  logprobs: z.unknown().optional(),
});

const errorSchema = z.union([
  z.string(),
  z.object({ message: z.string().nullish(), code: z.unknown().optional(), type: z.string().nullish() }),
]);

export const answerSchema = z.object({
  choices: z.array(choiceSchema).nullish(),
  usage: usageSchema,
  error: errorSchema.nullish(),
});
export type WireAnswer = z.infer<typeof answerSchema>;

export const modelsSchema = z.object({
  data: z.array(z.object({ id: z.string(), owned_by: z.string().nullish() })),
});

/** Token logprobs of a choice; null where they are absent or of the older completions form. */
export function readLogprobs(value: unknown): WireLogprobs {
  const parsed = logprobsSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** An error body's own words and code, whatever its form. */
export function readError(body: string): { message: string | null; code: string | null } {
  const parsed = z
    .object({ error: errorSchema.nullish(), message: z.string().nullish(), detail: z.unknown().optional() })
    .safeParse(parseJson(body));
  if (!parsed.success) return { message: null, code: null };
  const { error, message, detail } = parsed.data;
  if (typeof error === "string") return { message: error, code: null };
  const code = typeof error?.code === "string" ? error.code : (error?.type ?? null);
  const fallback = typeof detail === "string" ? detail : null;
  return { message: error?.message ?? message ?? fallback, code };
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
