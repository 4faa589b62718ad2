import { z } from "zod";
import { methodNeedSchema } from "./capability";

/** A method as the API shows it; parameters as JSON Schema, with their defaults. */
export const methodViewSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  summary: z.string(),
  kind: z.enum(["generate", "reduce"]),
  needs: z.array(methodNeedSchema),
  roles: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
  defaults: z.record(z.string(), z.unknown()),
  /** The method's own wording, by purpose. */
  prompts: z.record(z.string(), z.string()).optional(),
  source: z.object({ title: z.string(), arxiv: z.string().nullable() }),
});
export type MethodView = z.infer<typeof methodViewSchema>;

export const suiteViewSchema = z.object({
  slug: z.string(),
  version: z.number().int(),
  title: z.string(),
  description: z.string(),
  benchmarks: z.array(z.object({ slug: z.string(), title: z.string(), version: z.number().int() })),
});
export type SuiteView = z.infer<typeof suiteViewSchema>;

/** A model under evaluation and where it stands; only what the caller may see. */
export const modelViewSchema = z.object({
  slug: z.string(),
  name: z.string(),
  /** Must stand wherever the name does. */
  label: z.string().nullable(),
  identity: z.string(),
  releasedOn: z.iso.date().nullable(),
  team: z.object({ slug: z.string(), name: z.string() }),
  runs: z.array(
    z.object({
      runId: z.string(),
      benchmark: z.string(),
      version: z.number().int(),
      method: z.string(),
      score: z.number().nullable(),
      publishedAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type ModelView = z.infer<typeof modelViewSchema>;
