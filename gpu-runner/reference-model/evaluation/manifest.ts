import { z } from "zod";

const share = z.number().min(0).max(1);

const trainingSchema = z.object({
  parameters: z.number().int(),
  shape: z.record(z.string(), z.number()),
  seed: z.number().int(),
  steps: z.number().int(),
  tokens: z.number().int(),
  wallSeconds: z.number(),
  torch: z.string(),
  dataSha256: z.record(z.string(), z.string()),
});
export type TrainingFacts = z.infer<typeof trainingSchema>;

const evaluationSchema = z.object({
  levels: z.array(
    z.object({
      level: z.number().int(),
      problems: z.number().int(),
      greedy: share,
      pass1: share,
      maj16: share,
      pass16: share,
      waits: share,
    }),
  ),
  judging: z.object({
    candidates: z.number().int(),
    balancedAccuracy: share,
    stepAccuracy: share,
    formatRate: share,
  }),
  tags: z.array(z.object({ tag: z.string(), prompts: z.number().int(), formatRate: share, accuracy: share })),
  bars: z.array(z.object({ name: z.string(), met: z.boolean(), measured: z.string() })),
});
export type EvaluationReport = z.infer<typeof evaluationSchema>;

/** What is known about the shipped model file. */
export const manifestSchema = z.object({
  name: z.string(),
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int(),
  licence: z.string(),
  /** The Jinja text of the file's metadata; `renderChat` does the same without Jinja. */
  chatTemplate: z.string(),
  data: z.object({
    lessonsSeed: z.number().int(),
    mainSeed: z.number().int(),
    lessons: z.number().int(),
    examples: z.number().int(),
    heldSeed: z.number().int(),
    heldSize: z.number().int(),
  }),
  training: trainingSchema,
  evaluation: evaluationSchema,
});
export type Manifest = z.infer<typeof manifestSchema>;
