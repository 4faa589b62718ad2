import { z } from "zod";

/** How a model is sampled. Top-k, top-p and min-p are plain sampling when left at their defaults. */
export const samplingSchema = z.object({
  temperature: z.number().min(0).max(5).default(1),
  topP: z.number().gt(0).max(1).default(1),
  topK: z.number().int().min(0).max(1000).default(0),
  minP: z.number().min(0).max(1).default(0),
  maxTokens: z.number().int().min(1).max(262_144).default(4096),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
});
export type Sampling = z.infer<typeof samplingSchema>;

const { shape } = samplingSchema;

/** Only what was said: a field that is left out stays out, so that the benchmark's protocol decides it (`partial()` would fill in the defaults). */
export const samplingOverridesSchema = z.object({
  temperature: shape.temperature.unwrap().optional(),
  topP: shape.topP.unwrap().optional(),
  topK: shape.topK.unwrap().optional(),
  minP: shape.minP.unwrap().optional(),
  maxTokens: shape.maxTokens.unwrap().optional(),
  seed: shape.seed.unwrap().optional(),
});

/** Samples per problem of one run. */
export const MAX_SAMPLES_PER_PROBLEM = 1024;
export const samplesPerProblemSchema = z.number().int().min(1).max(MAX_SAMPLES_PER_PROBLEM);
