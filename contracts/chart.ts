import { z } from "zod";
import { boardRowSchema, intervalSchema } from "./board";
import { outcomeSchema } from "./outcome";

/** A board row with the place that it stands in, and why it has no lift where it has none. */
export const liftRowSchema = z.object({
  benchmark: z.object({ slug: z.string(), version: z.number().int() }),
  row: boardRowSchema,
  /** In a sentence for people; null where there is a lift, and for `direct`, which lifts are measured against. */
  notComparable: z.string().nullable(),
});
export type LiftRow = z.infer<typeof liftRowSchema>;

export const liftRowsSchema = z.object({
  items: z.array(liftRowSchema),
  /** Rows there are; `items` holds the newest of them up to the limit. */
  total: z.number().int(),
});
export type LiftRows = z.infer<typeof liftRowsSchema>;

/** Which problems each run solves: `rates[run][problem]` is the share of correct samples, null where there is none. */
export const solveGridSchema = z.object({
  benchmark: z.object({ slug: z.string(), version: z.number().int() }),
  runs: z.array(
    z.object({
      runId: z.string(),
      method: z.object({ id: z.string(), title: z.string() }),
      model: z.string(),
      score: z.number().nullable(),
      /** Samples of a problem; null of a run that aggregates others. */
      samplesPerProblem: z.number().int().nullable().optional(),
    }),
  ),
  /** In benchmark order. */
  problems: z.array(z.object({ id: z.string(), level: z.string().nullable() })),
  rates: z.array(z.array(z.number().nullable())),
  totalRuns: z.number().int(),
  totalProblems: z.number().int(),
});
export type SolveGrid = z.infer<typeof solveGridSchema>;

/** Completion tokens of one outcome's samples. */
export const outcomeLengthSchema = z.object({
  outcome: outcomeSchema,
  samples: z.number().int(),
  mean: z.number(),
  /** 5th, 25th, 50th, 75th and 95th percentile. */
  quantiles: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** Samples by length; `from` inclusive, `to` exclusive, four bins to a doubling. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), samples: z.number().int() })),
});
export type OutcomeLength = z.infer<typeof outcomeLengthSchema>;

export const outcomeLengthsSchema = z.object({
  items: z.array(outcomeLengthSchema),
  /** Samples whose length nobody counted; they are in no item. */
  unknown: z.number().int(),
});
export type OutcomeLengths = z.infer<typeof outcomeLengthsSchema>;

/** Score against tokens by replay: k samples of the stored pool, reduced. */
export const replayCurveSchema = z.object({
  reducer: z.string(),
  points: z.array(
    z.object({
      k: z.number().int(),
      tokens: z.number(),
      score: z.number(),
      interval: intervalSchema.nullable(),
    }),
  ),
});
export type ReplayCurve = z.infer<typeof replayCurveSchema>;

export const replayCurvesSchema = z.object({
  /** The run whose samples are replayed; a reduced run's source. */
  poolRunId: z.string(),
  curves: z.array(replayCurveSchema),
});
export type ReplayCurves = z.infer<typeof replayCurvesSchema>;

/** An answer inside a method's artifacts, judged: never its text. */
export const judgedAnswerSchema = z.object({
  /** Number of its class among the answers of the sample; −1 where there is no answer. */
  group: z.number().int(),
  /** Null where it cannot be decided, or where the benchmark's answers are not compared as texts. */
  correct: z.boolean().nullable(),
});
export type JudgedAnswer = z.infer<typeof judgedAnswerSchema>;

export const methodFactSchema = z.object({
  problemId: z.string(),
  level: z.string().nullable(),
  sample: z.number().int(),
  outcome: outcomeSchema.nullable(),
  promptTokens: z.number().int().nullable(),
  completionTokens: z.number().int().nullable(),
  /** By which best-of-n and weighted votes go; null where none was recorded. */
  score: z.number().nullable(),
  /** Class of its answer among the samples of the problem; −1 where it has none. */
  answerClass: z.number().int(),
  /** What the run's assessor said of it, in order; empty where it has none. */
  assessments: z.array(
    z.object({ value: z.number().nullable(), label: z.string().nullable(), tokens: z.number().nullable() }),
  ),
  /** Completion tokens of each call in order, of the first 64. */
  callTokens: z.array(z.number().int().nullable()),
  /** The method's artifacts with every answer judged and every other text left out. */
  artifacts: z.record(z.string(), z.unknown()),
});
export type MethodFact = z.infer<typeof methodFactSchema>;

/** What the samples of a run, of a reduced run those of its pool, recorded for the method's own charts. */
export const methodFactsSchema = z.object({
  runId: z.string(),
  method: z.object({ id: z.string(), params: z.record(z.string(), z.unknown()) }),
  /** First samples of every problem come first: at most 400, of a reduced run's pool 4,000 without artifacts. */
  items: z.array(methodFactSchema),
  total: z.number().int(),
});
export type MethodFacts = z.infer<typeof methodFactsSchema>;

/** How the responses of a run read, by rules for English: what a reader of many of them would look for. */
export const behaviourProfileSchema = z.object({
  runId: z.string(),
  /** Samples that were read, at most 400, the first of every problem first. */
  samples: z.number().int(),
  total: z.number().int(),
  items: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["behaviour", "style"]),
      /** Share of responses that show it, a mean over problems. */
      share: z.number(),
      interval: intervalSchema.nullable(),
      /** Mean number of sentences a response; of a style the share again. */
      mean: z.number(),
    }),
  ),
  /** Reflection words per 1,000 completion tokens, over all samples with a token count. */
  words: z.array(z.object({ word: z.string(), per1000: z.number(), interval: intervalSchema.nullable() })),
});
export type BehaviourProfile = z.infer<typeof behaviourProfileSchema>;

/** How well an answer is chosen from N solutions with M assessments each, by replay of the stored ones. */
export const assessedGridSchema = z.object({
  /** Problems that were replayed, the first of the benchmark, and how many there are. */
  problems: z.number().int(),
  totalProblems: z.number().int(),
  cells: z.array(
    z.object({
      rule: z.string(),
      /** Weight of the pessimistic rule's penalty. */
      alpha: z.number(),
      solutions: z.number().int(),
      assessments: z.number().int(),
      score: z.number(),
      interval: intervalSchema.nullable(),
      /** Tokens of one use, solver and verifier together; null where unknown. */
      tokens: z.number().nullable(),
    }),
  ),
});
export type AssessedGrid = z.infer<typeof assessedGridSchema>;
