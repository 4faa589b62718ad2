import { z } from "zod";
import { capabilitySchema } from "./capability";
import { samplingSchema } from "./sampling";
import { runKindSchema } from "./states";

/** Everything that fixes a run, frozen before its first sample; its SHA-256 over canonical JSON is shown. */
export const manifestSchema = z.object({
  schema: z.literal(1),
  runId: z.string(),
  kind: runKindSchema,
  model: z.object({ slug: z.string(), name: z.string(), identity: z.string() }),
  method: z.object({ id: z.string(), version: z.number().int(), params: z.record(z.string(), z.unknown()) }),
  benchmark: z.object({
    slug: z.string(),
    version: z.number().int(),
    contentHash: z.string(),
    problems: z.number().int(),
  }),
  prompt: z.object({
    source: z.enum(["ours", "theirs", "unknown"]),
    instruction: z.string(),
    system: z.string().nullable(),
  }),
  samplesPerProblem: z.number().int(),
  sampling: samplingSchema.nullable(),
  runSeed: z.string(),
  roles: z.array(
    z.object({
      role: z.string(),
      model: z.string(),
      endpointFingerprint: z.string().nullable(),
      engine: z.string(),
      server: z.string().nullable(),
      hardware: z.string().nullable(),
      capabilities: z.array(capabilitySchema),
      /** SHA-256 of the model file, where a hosted engine told it. */
      weightsSha256: z.string().optional(),
    }),
  ),
  source: z.object({ runId: z.string(), reducer: z.string(), k: z.number().int() }).nullable(),
  /** By whose assessments a reduced run chooses: method, model and a hash of what its answers depend on. */
  assessor: z.string().optional(),
  upload: z
    .object({
      sha256: z.string(),
      bytes: z.number().int(),
      format: z.string(),
      /** Whose lines of a file with several models the run consists of. */
      variant: z.string().optional(),
    })
    .nullable(),
  verifierKey: z.string(),
  software: z.object({ version: z.string(), commit: z.string() }),
});
export type Manifest = z.infer<typeof manifestSchema>;
