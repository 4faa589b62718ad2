import { z } from "zod";
import { problemIdSchema } from "./benchmark";

export const tokenSourceSchema = z.enum(["measured", "counted", "unknown"]);
export type TokenSource = z.infer<typeof tokenSourceSchema>;

/** The name of a sample within its run. */
export const sampleKey = ({ problemId, sample }: { problemId: string; sample: number }): string =>
  `${sample}/${problemId}`;

export const messageSchema = z.object({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

/** One model call of a sample: what was asked, what came back, what it cost. Never holds a key or a gold. */
export const callRecordSchema = z.object({
  index: z.number().int().min(0),
  role: z.string(),
  kind: z.enum(["generate", "continue", "score"]),
  request: z.object({
    messages: z.array(messageSchema).optional(),
    prefix: z.string().optional(),
    sampling: z.record(z.string(), z.unknown()),
    stop: z.array(z.string()).optional(),
  }),
  response: z.string(),
  reasoning: z.string().nullable(),
  finishReason: z.string().nullable(),
  promptTokens: z.number().int().nullable(),
  completionTokens: z.number().int().nullable(),
  latencyMs: z.number().min(0).nullable(),
  discarded: z.boolean().default(false),
});
export type CallRecord = z.infer<typeof callRecordSchema>;

/** Everything the model wrote and was asked in one sample; stored once by the SHA-256 of its canonical JSON. */
export const traceDocumentSchema = z.object({
  response: z.string(),
  reasoning: z.string().nullable(),
  calls: z.array(callRecordSchema),
  artifacts: z.record(z.string(), z.unknown()).default({}),
});
export type TraceDocument = z.infer<typeof traceDocumentSchema>;

/** Why an attempt has no model text, or text that the API itself refused. */
export const faultSchema = z.object({
  kind: z.enum(["infra_error", "refused"]),
  code: z.string().max(80),
  message: z.string().max(2000),
});
export type Fault = z.infer<typeof faultSchema>;

/** One attempt as a runner reports it. */
export const sampleReportSchema = z.object({
  problemId: problemIdSchema,
  sample: z.number().int().min(0),
  trace: traceDocumentSchema,
  finishReason: z.string().max(60).nullable(),
  promptTokens: z.number().int().min(0).nullable(),
  completionTokens: z.number().int().min(0).nullable(),
  reasoningTokens: z.number().int().min(0).nullable().default(null),
  tokenSource: tokenSourceSchema,
  latencyMs: z.number().int().min(0).nullable(),
  /**
   * By which best-of-n and weighted votes go. Of a generated sample: the exponential of the mean log-probability of its
   * tokens, in (0, 1]; of an uploaded one: what its file says.
   */
  score: z.number().nullable().optional(),
  fault: faultSchema.nullable(),
});
export type SampleReport = z.infer<typeof sampleReportSchema>;
