import { z } from "zod";
import { slugSchema } from "./ids";

export const ANSWER_KINDS = [
  "integer",
  "number",
  "expression",
  "choice",
  "text",
  "boolean",
  "code",
  "process",
] as const;
export const answerKindSchema = z.enum(ANSWER_KINDS);
export type AnswerKind = z.infer<typeof answerKindSchema>;

export const ACCESS_KINDS = ["public-text", "hidden-text", "id-only"] as const;
export const accessSchema = z.enum(ACCESS_KINDS);
export type Access = z.infer<typeof accessSchema>;

/** May the statements be shown and exported by an instance, or only read by its operator? */
export const REDISTRIBUTIONS = ["allowed", "attribution", "not-allowed", "unknown"] as const;
export const redistributionSchema = z.enum(REDISTRIBUTIONS);
export type Redistribution = z.infer<typeof redistributionSchema>;

/** How a benchmark is asked and judged; part of the content hash that names a version. */
export const protocolSchema = z.object({
  /** Text put after the statement, in our own words. */
  instruction: z.string().max(2000),
  system: z.string().max(2000).nullable().default(null),
  maxTokens: z.number().int().min(1),
  temperature: z.number().min(0).max(5),
  samplesPerProblem: z.number().int().min(1),
  /** Verifier policies (verify/), recorded in every verdict's key. */
  policies: z.record(z.string(), z.unknown()).default({}),
});
export type Protocol = z.infer<typeof protocolSchema>;

/** A problem id is opaque to us: any printable text without spaces, stable within the benchmark. */
export const problemIdSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{C}]+$/u, "printable characters without spaces");

export const problemInputSchema = z.object({
  id: problemIdSchema,
  statement: z.string().min(1).max(200_000),
  gold: z.string().max(200_000),
  options: z.array(z.string().max(20_000)).max(26).nullable().default(null),
  images: z.array(z.string().max(2_000)).max(20).default([]),
  solution: z.string().max(500_000).nullable().default(null),
  answerKind: answerKindSchema.optional(),
  level: z.string().max(80).nullable().default(null),
  category: z.string().max(200).nullable().default(null),
  publishedOn: z.iso.date().nullable().default(null),
  aliases: z.array(z.object({ tool: z.string().max(80), alias: z.string().max(300) })).default([]),
  /** Extra data a judge needs: tests of a code problem, labels of a process problem. */
  judging: z.record(z.string(), z.unknown()).nullable().default(null),
});
export type ProblemInput = z.input<typeof problemInputSchema>;
export type Problem = z.infer<typeof problemInputSchema>;

/** Where a data-set hub has a benchmark. A path that ends in `/` stands for all files below it. */
export const hubSourceSchema = z.object({
  repository: z.string().regex(/^[\w.-]{1,96}\/[\w.-]{1,96}$/),
  /** Branch whose commit is taken at the first import. */
  branch: z.string().max(200),
  paths: z.array(z.string().min(1).max(300)).min(1).max(50),
  /** The hub asks for consent and a token. */
  gated: z.boolean().default(false),
});
export type HubSource = z.infer<typeof hubSourceSchema>;

/** What was really fetched from a hub: one commit, and every file by checksum. Later imports must be equal. */
export const hubPinSchema = z.object({
  repository: z.string().max(200),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  files: z
    .array(
      z.object({
        path: z.string().max(300),
        bytes: z.number().int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(200),
});
export type HubPin = z.infer<typeof hubPinSchema>;

/** A benchmark's card: facts about it that are the same in every version. */
export const benchmarkCardSchema = z.object({
  slug: slugSchema,
  title: z.string().max(120),
  description: z.string().max(2000),
  answerKind: answerKindSchema,
  access: accessSchema,
  redistribution: redistributionSchema,
  licence: z.string().max(120),
  source: z.string().max(500),
  hub: hubSourceSchema.optional(),
  /** Written by the first import from a hub; an import without one leaves what is stored. */
  pin: hubPinSchema.optional(),
  protocol: protocolSchema,
  /** Names under which people know it; a submission may use any of them. */
  aliases: z.array(slugSchema).max(100).default([]),
  /** Shown first among boards with equal numbers of runs: smaller comes first. */
  order: z.number().int().default(100),
});
export type BenchmarkCardInput = z.input<typeof benchmarkCardSchema>;
export type BenchmarkCard = z.infer<typeof benchmarkCardSchema>;
