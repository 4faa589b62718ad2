import { z } from "zod";
import { problemIdSchema } from "./benchmark";

const tokens = z.number().int().min(0).max(10_000_000);

/** One model call inside a sample, as a trace file may report it. */
export const traceCallSchema = z.object({
  role: z.string().max(60).default("solver"),
  prompt: z.unknown().optional(),
  response: z.string(),
  reasoning: z.string().optional(),
  prompt_tokens: tokens.optional(),
  completion_tokens: tokens.optional(),
  finish_reason: z.string().max(60).optional(),
});

/** The neutral trace line: one JSON object a line, one line a sample (docs/trace-format.md). */
export const traceLineSchema = z.object({
  problem_id: problemIdSchema,
  sample: z.number().int().min(0).max(1_000_000),
  response: z.string(),
  reasoning: z.string().optional(),
  prompt_tokens: tokens.optional(),
  completion_tokens: tokens.optional(),
  finish_reason: z.string().max(60).optional(),
  /** By which best-of-n and weighted votes go: a verifier's, a reward model's; what is no number is left out. */
  score: z.number().optional().catch(undefined),
  calls: z.array(traceCallSchema).max(10_000).optional(),
  /** Which model wrote it, in a file that holds several; every one of them gets a run of its own. */
  model: z.string().max(200).optional().catch(undefined),
});
export type TraceLine = z.infer<typeof traceLineSchema>;

/** Limits of an upload (security: uploads). Bytes, lines and files; configurable in server/env.ts. */
export const UPLOAD_LIMITS = {
  compressedBytes: 2 * 1024 ** 3,
  expandedBytes: 20 * 1024 ** 3,
  ratio: 200,
  lineBytes: 32 * 1024 ** 2,
  lines: 2_000_000,
  archiveFiles: 256,
} as const;
const limit = z.number().int().min(1);
export const uploadLimitsSchema = z.object({
  compressedBytes: limit,
  expandedBytes: limit,
  ratio: limit,
  lineBytes: limit,
  lines: limit,
  archiveFiles: limit,
});
export type UploadLimits = z.infer<typeof uploadLimitsSchema>;

export const lineErrorSchema = z.object({
  line: z.number().int().min(0),
  code: z.enum([
    "not_utf8",
    "not_json",
    "not_a_trace_line",
    "line_too_long",
    "unknown_problem",
    "duplicate_sample",
    "too_many_lines",
    "truncated_stream",
    "too_large",
    "ragged_samples",
    "missing_problems",
    "unmatched_statement",
    "ambiguous_statement",
    "other_gold",
  ]),
  message: z.string().max(2000),
});
export type LineError = z.infer<typeof lineErrorSchema>;

/** Models that one file may hold. */
export const MAX_UPLOAD_MODELS = 64;

/** At most this many line errors are kept per submission; the count is exact. */
export const MAX_LINE_ERRORS = 1000;
