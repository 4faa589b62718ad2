import { z } from "zod";
import { problemIdSchema } from "@/contracts/benchmark";
import { tokenSourceSchema } from "@/contracts/sample";

const logprob = z.object({ token: z.string(), id: z.number().nullable(), logprob: z.number() });

const resultSchema = z.object({
  text: z.string(),
  reasoning: z.string().nullable(),
  finishReason: z.enum(["stop", "length", "content_filter", "tool_calls", "other"]).nullable(),
  promptTokens: z.number().nullable(),
  completionTokens: z.number().nullable(),
  reasoningTokens: z.number().nullable(),
  tokenSource: tokenSourceSchema,
  latencyMs: z.number(),
  firstTokenMs: z.number().nullable(),
  tokens: z.array(z.number()).readonly().nullable(),
  logprobs: z
    .array(logprob.extend({ top: z.array(logprob).readonly() }))
    .readonly()
    .nullable(),
});

/** One line of a journal: a call that ended, under the place of the call and the hash of what was asked. */
export const journalEntrySchema = z.object({
  problemId: problemIdSchema,
  sample: z.number().int(),
  index: z.number().int(),
  requestHash: z.string(),
  /** Tokens had come and were lost; `result` holds what arrived. */
  discarded: z.boolean(),
  result: resultSchema,
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
