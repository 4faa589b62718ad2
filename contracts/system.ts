import { z } from "zod";
import { intervalSchema, pageSchema } from "./board";
import { methodNeedSchema } from "./capability";

/** The verdicts of one cell of a claim (statistics: Claims). */
export const claimVerdictSchema = z.enum([
  "reproduced",
  "smaller",
  "larger",
  "contradicted",
  "inconclusive",
  "not tested",
  "not comparable",
]);
export type ClaimVerdictName = z.infer<typeof claimVerdictSchema>;

/** How many cells have each verdict; a claim without cells counts as one that is not tested. */
export const claimTallySchema = z.record(claimVerdictSchema, z.number().int());

/** What of a system this build can do, computed from its cards. */
export const coverageSchema = z.object({
  /** runnable: its method is here. checkable: its claims can be tested with runs. */
  status: z.enum(["runnable", "checkable", "not yet"]),
  methods: z.array(z.object({ id: z.string(), here: z.boolean() })),
  engines: z.array(z.object({ id: z.string(), title: z.string(), ifServerHas: z.array(methodNeedSchema) })),
  claims: z.number().int(),
  checkableClaims: z.number().int(),
});
export type Coverage = z.infer<typeof coverageSchema>;

const sideSchema = z.object({
  label: z.string(),
  model: z.string().nullable(),
  method: z.string().nullable(),
  params: z.record(z.string(), z.unknown()),
});

/** A measured pair of runs for a claim; differences in [-1,1], treatment minus baseline. */
export const claimCellSchema = z.object({
  model: z.string(),
  baselineModel: z.string(),
  /** Must stand wherever the treatment's model is named. */
  label: z.string().nullable(),
  benchmark: z.string(),
  version: z.number().int(),
  treatmentRunId: z.string(),
  baselineRunId: z.string(),
  difference: z.number(),
  interval: intervalSchema,
  problems: z.number().int(),
  verdict: claimVerdictSchema,
  /** For `not comparable`: what differs. */
  differing: z.array(z.string()),
  /** For `inconclusive` with a reported difference: what 80 % power would take. */
  needed: z.object({ problems: z.number().int(), samplesPerProblem: z.number().int().nullable() }).nullable(),
});
export type ClaimCellView = z.infer<typeof claimCellSchema>;

/** A published claim beside what was measured here. */
export const claimViewSchema = z.object({
  id: z.string(),
  system: z.object({ id: z.string(), name: z.string() }),
  treatment: sideSchema,
  baseline: sideSchema,
  metric: z.string(),
  /** `any` where the claim is made in general. */
  benchmark: z.string(),
  benchmarkPrinted: z.string(),
  /** Treatment minus baseline in `unit`; null where the source gives the direction only. */
  reportedDifference: z.number().nullable(),
  unit: z.string(),
  protocol: z.object({ note: z.string().nullable(), maxTokens: z.number().int().nullable() }),
  source: z.string(),
  /** Why there is no cell; null where there is one. */
  notTested: z.string().nullable(),
  cells: z.array(claimCellSchema),
});
export type ClaimView = z.infer<typeof claimViewSchema>;

export const claimPageSchema = pageSchema(claimViewSchema).extend({ tally: claimTallySchema });

export const systemSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  kind: z.enum(["test-time", "training"]),
  publishedOn: z.iso.date(),
  arxiv: z.string().nullable(),
  codeUrl: z.string().nullable(),
  summary: z.string(),
  coverage: coverageSchema,
  tally: claimTallySchema,
});
export type SystemSummary = z.infer<typeof systemSummarySchema>;

/** Numbers as a source prints them, in its own unit. They are never ranked. */
export const reportedTableSchema = z.object({
  source: z.string(),
  metric: z.string(),
  unit: z.string(),
  note: z.string().nullable(),
  rows: z.array(
    z.object({
      benchmark: z.string(),
      benchmarkPrinted: z.string(),
      model: z.string(),
      value: z.number(),
      baseline: z.object({ name: z.string(), value: z.number().nullable() }).nullable(),
    }),
  ),
});
export type ReportedTableView = z.infer<typeof reportedTableSchema>;

/** A run here of a method that implements the system. */
export const measuredRowSchema = z.object({
  runId: z.string(),
  benchmark: z.string(),
  version: z.number().int(),
  method: z.object({ id: z.string(), title: z.string(), params: z.record(z.string(), z.unknown()) }),
  model: z.string(),
  label: z.string().nullable(),
  score: z.number().nullable(),
  interval: intervalSchema.nullable(),
  lift: z.object({ value: z.number(), interval: intervalSchema, baselineRunId: z.string() }).nullable(),
  tokens: z.number().nullable(),
});
export type MeasuredRow = z.infer<typeof measuredRowSchema>;

export const systemViewSchema = systemSummarySchema.extend({
  /** How it is tested here. */
  tested: z.string(),
  reported: z.array(reportedTableSchema),
  measured: z.array(measuredRowSchema),
  claims: z.array(claimViewSchema),
});
export type SystemView = z.infer<typeof systemViewSchema>;
