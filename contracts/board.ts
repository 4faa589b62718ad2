import { z } from "zod";
import { answerRecordSchema, assessmentViewSchema } from "./assessment";
import { hubPinSchema } from "./benchmark";
import { suiteViewSchema } from "./catalog";
import { OUTCOMES, outcomeSchema } from "./outcome";
import { traceDocumentSchema } from "./sample";
import { runKindSchema, runStateSchema, tierSchema, visibilitySchema } from "./states";

/** Fractions in [0,1]; [lo, hi]. */
export const intervalSchema = z.tuple([z.number(), z.number()]);
export type Interval = z.infer<typeof intervalSchema>;

export const outcomeCountsSchema = z.record(z.enum(OUTCOMES), z.number().int());

/** Paired difference in [-1,1] with its interval, and what it was compared with. */
export const liftSchema = z.object({
  value: z.number(),
  interval: intervalSchema,
  baselineRunId: z.string(),
});

export const boardRowSchema = z.object({
  runId: z.string(),
  method: z.object({ id: z.string(), title: z.string(), params: z.record(z.string(), z.unknown()) }),
  model: z.object({ slug: z.string(), name: z.string() }),
  team: z.object({ slug: z.string(), name: z.string() }),
  score: z.number().nullable(),
  interval: z.object({ newProblems: intervalSchema.nullable(), rerun: intervalSchema.nullable() }),
  rankRange: z.tuple([z.number().int(), z.number().int()]).nullable(),
  tieGroup: z.number().int().nullable(),
  lift: liftSchema.nullable(),
  liftAtEqualTokens: liftSchema.nullable(),
  /** Mean tokens per problem over all calls; null where unknown. */
  tokens: z.number().nullable(),
  tokenSource: z.enum(["measured", "counted", "unknown"]),
  outcomes: outcomeCountsSchema,
  tier: tierSchema,
  /** Runs of this team on this benchmark with the same model; "best of n". */
  attempts: z.number().int(),
  sampling: z.object({
    temperature: z.number().nullable(),
    maxTokens: z.number().nullable(),
    samples: z.number().int(),
  }),
  kind: runKindSchema,
  /** Why the row has no rank, where it has none. */
  unranked: z.string().nullable(),
  /** A word that must stand wherever the model's name does, for example "noisy solver, not a language model". */
  label: z.string().nullable(),
  publishedAt: z.iso.datetime(),
});
export type BoardRow = z.infer<typeof boardRowSchema>;

export const boardSchema = z.object({
  benchmark: z.object({
    slug: z.string(),
    title: z.string(),
    problems: z.number().int(),
    answerKind: z.string(),
  }),
  version: z.number().int(),
  verifier: z.string(),
  metric: z.string(),
  /** Smallest true difference that two typical rows of this board can separate with power 0.8; null where unknown. */
  minimumDetectableEffect: z.number().nullable(),
  /** Runs that no other row beats in score without spending more tokens, cheapest first; unknown tokens stay out. */
  paretoFront: z.array(z.string()),
  /** What the board can be filtered by: the methods and models of all its rows, shown or not, by name. */
  choices: z.object({
    methods: z.array(z.object({ id: z.string(), title: z.string() })),
    models: z.array(z.object({ slug: z.string(), name: z.string() })),
  }),
  rows: z.array(boardRowSchema),
});
export type Board = z.infer<typeof boardSchema>;

export const scoreSchema = z.object({
  metric: z.string(),
  k: z.number().int(),
  value: z.number().nullable(),
  interval: z.object({ newProblems: intervalSchema.nullable(), rerun: intervalSchema.nullable() }),
  n: z.number().int(),
});
export type Score = z.infer<typeof scoreSchema>;

/** What the tool that wrote the uploaded file judged of one sample; `undecided` where it extracted and did not judge. */
export const importedVerdictSchema = z.object({
  verifierKey: z.string(),
  outcome: outcomeSchema,
  extracted: z.string().nullable(),
});

/** How a run's foreign verdicts compare with ours: counts of samples that both judged. */
export const importedSummarySchema = z.object({
  verifierKey: z.string(),
  /** Samples that the tool judged, and that it only extracted an answer from. */
  judged: z.number().int(),
  notJudged: z.number().int(),
  /** Samples of `judged` that the tool calls correct. */
  correct: z.number().int(),
  agree: z.number().int(),
  onlyOurs: z.number().int(),
  onlyTheirs: z.number().int(),
});
export type ImportedSummary = z.infer<typeof importedSummarySchema>;

/** An earlier public run of another team with the same records, and how many samples they have in common. */
export const copiedTracesSchema = z.object({ runId: z.string(), samples: z.number().int() });
export type CopiedTraces = z.infer<typeof copiedTracesSchema>;

export const runViewSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  kind: runKindSchema,
  state: runStateSchema,
  visibility: visibilitySchema,
  benchmark: z.object({
    slug: z.string(),
    title: z.string(),
    version: z.number().int(),
    problems: z.number().int(),
  }),
  method: z.object({ id: z.string(), title: z.string(), params: z.record(z.string(), z.unknown()) }),
  model: z.object({ slug: z.string(), name: z.string() }),
  label: z.string().nullable(),
  samplesPerProblem: z.number().int(),
  sourceRunId: z.string().nullable(),
  reducedRunIds: z.array(z.string()),
  progress: z.object({
    done: z.number().int(),
    verified: z.number().int(),
    total: z.number().int(),
    faults: z.number().int(),
  }),
  /** While a model still assesses the stored samples for this run; null otherwise. */
  assessments: z.object({ done: z.number().int(), total: z.number().int() }).nullable().optional(),
  tokensPerSecond: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  scores: z.array(scoreSchema),
  outcomes: outcomeCountsSchema,
  /** One for each tool whose verdicts the run's file carried. */
  imported: z.array(importedSummarySchema),
  tokens: z.object({
    meanPerProblem: z.number().nullable(),
    prompt: z.number().nullable(),
    completion: z.number().nullable(),
    source: z.string(),
  }),
  row: boardRowSchema.nullable(),
  manifestSha256: z.string(),
  verifierKey: z.string(),
  unranked: z.string().nullable(),
  /** Of an uploaded run; null where nothing was found. */
  copied: copiedTracesSchema.nullable().optional(),
  createdAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
});
export type RunView = z.infer<typeof runViewSchema>;

/** A run in a list. */
export const runListItemSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  kind: runKindSchema,
  state: runStateSchema,
  benchmark: z.string(),
  version: z.number().int(),
  method: z.string(),
  model: z.object({ slug: z.string(), name: z.string() }),
  label: z.string().nullable(),
  samplesPerProblem: z.number().int(),
  createdAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
});
export type RunListItem = z.infer<typeof runListItemSchema>;

export const sampleSummarySchema = z.object({
  problemId: z.string(),
  sample: z.number().int(),
  outcome: outcomeSchema.nullable(),
  extracted: z.string().nullable(),
  rule: z.string().nullable(),
  finishReason: z.string().nullable(),
  promptTokens: z.number().int().nullable(),
  completionTokens: z.number().int().nullable(),
  latencyMs: z.number().int().nullable(),
  /** The verdict of the file's own tool, where it carried one. */
  imported: importedVerdictSchema.nullable(),
});
export type SampleSummary = z.infer<typeof sampleSummarySchema>;

export const sampleViewSchema = sampleSummarySchema.extend({
  runId: z.string(),
  problem: z.object({
    id: z.string(),
    ordinal: z.number().int(),
    statement: z.string().nullable(),
    options: z.array(z.string()).nullable(),
    gold: z.string().nullable(),
    answerKind: z.string(),
    level: z.string().nullable(),
  }),
  trace: traceDocumentSchema.nullable(),
  fault: z.object({ kind: z.string(), code: z.string(), message: z.string() }).nullable(),
  verdict: z
    .object({
      outcome: outcomeSchema,
      extracted: z.string().nullable(),
      rule: z.string(),
      goldNormal: z.string().nullable(),
      answerNormal: z.string().nullable(),
      verifierKey: z.string(),
    })
    .nullable(),
  /** What models said of this sample, by assessor and index: only assessors of runs that the reader may see. */
  assessments: z.array(assessmentViewSchema),
  /** What each of these assessors makes of all distinct answers to the problem. */
  answers: z.array(answerRecordSchema),
  siblings: z.array(z.object({ sample: z.number().int(), outcome: outcomeSchema.nullable() })),
  previous: z.object({ problemId: z.string(), sample: z.number().int() }).nullable(),
  next: z.object({ problemId: z.string(), sample: z.number().int() }).nullable(),
});
export type SampleView = z.infer<typeof sampleViewSchema>;

export const comparisonSchema = z.object({
  a: z.string(),
  b: z.string(),
  problems: z.number().int(),
  scoreA: z.number(),
  scoreB: z.number(),
  difference: z.number(),
  interval: intervalSchema.nullable(),
  test: z.object({ name: z.enum(["mcnemar-exact", "sign-flip"]), pValue: z.number(), exact: z.boolean() }),
  perProblem: z.array(z.object({ problemId: z.string(), a: z.number(), b: z.number() })),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Two to four runs of one benchmark version, every pair compared over the problems that both have. */
export const comparisonOfSeveralSchema = z.object({
  benchmark: z.object({ slug: z.string(), title: z.string(), version: z.number().int() }),
  runs: z.array(
    z.object({
      id: z.string(),
      method: z.object({ id: z.string(), title: z.string(), params: z.record(z.string(), z.unknown()) }),
      model: z.object({ slug: z.string(), name: z.string() }),
      label: z.string().nullable(),
      /** Over all problems that the run has. */
      score: z.number().nullable(),
    }),
  ),
  pairs: z.array(
    comparisonSchema.omit({ perProblem: true }).extend({
      /** Significant at 0.05 after Holm's correction over the pairs listed. */
      significant: z.boolean(),
    }),
  ),
  /** In the order of the runs; null where a run lacks the problem. */
  perProblem: z.array(z.object({ problemId: z.string(), scores: z.array(z.number().nullable()) })),
});
export type ComparisonOfSeveral = z.infer<typeof comparisonOfSeveralSchema>;

export const benchmarkSummarySchema = z.object({
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  answerKind: z.string(),
  access: z.string(),
  redistribution: z.string(),
  licence: z.string(),
  source: z.string(),
  /** Commit and checksums of what was imported from a data-set hub; null where it came from files. */
  pin: hubPinSchema.nullable(),
  /** What is known to be wrong with problems of it, or with well-known copies. Changes no gold by itself. */
  errata: z.array(
    z.object({
      /** Null where the faulty copies are known and the single problems are not. */
      problemId: z.string().nullable(),
      kind: z.string(),
      affects: z.enum(["canonical", "copies"]),
      note: z.string(),
      correctedGold: z.string().nullable(),
      source: z.string(),
    }),
  ),
  version: z.number().int().nullable(),
  contentHash: z.string().nullable(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      contentHash: z.string(),
      problems: z.number().int(),
      createdAt: z.iso.datetime(),
    }),
  ),
  problems: z.number().int(),
  runs: z.number().int(),
  minimumDetectableEffect: z.number().nullable(),
  protocol: z.object({
    instruction: z.string(),
    maxTokens: z.number(),
    temperature: z.number(),
    samplesPerProblem: z.number(),
  }),
});
export type BenchmarkSummary = z.infer<typeof benchmarkSummarySchema>;

/** Answer of every list: one page and where the next one starts. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export const pageInputSchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** The boards of a suite side by side. Cells stand in the order of the suite's benchmarks; null where a row has no run. */
export const suiteBoardSchema = z.object({
  suite: suiteViewSchema,
  rows: z.array(
    boardRowSchema.pick({ method: true, model: true, team: true, label: true }).extend({
      cells: z.array(
        boardRowSchema
          .pick({ runId: true, score: true, interval: true, rankRange: true, unranked: true, tier: true })
          .nullable(),
      ),
    }),
  ),
});
export type SuiteBoard = z.infer<typeof suiteBoardSchema>;
