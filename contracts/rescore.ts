import { z } from "zod";
import { outcomeSchema } from "./outcome";

const moves = {
  samples: z.number().int(),
  /** Samples whose outcome changed; of those, how many became correct and how many were correct before. */
  moved: z.number().int(),
  becameCorrect: z.number().int(),
  noLongerCorrect: z.number().int(),
};

export const rescoredRunSchema = z.object({
  runId: z.string(),
  benchmark: z.string(),
  model: z.string(),
  method: z.string(),
  fromKey: z.string(),
  toKey: z.string(),
  state: z.enum(["waiting", "done", "failed"]),
  reason: z.string().nullable(),
  ...moves,
  /** The headline metric under each key; null where it is not defined. */
  scoreBefore: z.number().nullable(),
  scoreAfter: z.number().nullable(),
});
export type RescoredRun = z.infer<typeof rescoredRunSchema>;

export const rescoreSchema = z.object({
  id: z.string(),
  verifierVersion: z.string(),
  state: z.enum(["running", "done"]),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  runs: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  /** Samples that the new verifier has judged so far; runs are taken over when all runs of their board are judged. */
  judged: z.number().int(),
  ...moves,
  /** Those that the reader may see, most moved first, at most 100. */
  items: z.array(rescoredRunSchema),
});
export type Rescore = z.infer<typeof rescoreSchema>;

/** Which verifier the boards use, what a re-score would change over, and what earlier ones moved. */
export const verifierStandSchema = z.object({
  version: z.string(),
  /** Published runs that another version judged. */
  due: z.object({ runs: z.number().int(), samples: z.number().int() }),
  /** Whether a re-score that is due starts by itself, or an administrator starts it. */
  startsItself: z.boolean(),
  boards: z.array(
    z.object({
      benchmark: z.string(),
      title: z.string(),
      version: z.number().int(),
      verifier: z.string(),
      runs: z.number().int(),
      isShown: z.boolean(),
    }),
  ),
  /** Newest first, at most 20. */
  rescores: z.array(rescoreSchema),
});
export type VerifierStand = z.infer<typeof verifierStandSchema>;

export const startedRescoreSchema = z.object({
  rescoreId: z.string(),
  runs: z.number().int(),
  samples: z.number().int(),
});

/** Samples of a run on which its last re-score changed the outcome, in problem order, at most 200. */
export const movedSamplesSchema = z.object({
  runId: z.string(),
  fromKey: z.string().nullable(),
  toKey: z.string(),
  /** What the re-score did to the run; null where there was none. */
  summary: z
    .object({ ...moves, scoreBefore: z.number().nullable(), scoreAfter: z.number().nullable() })
    .nullable(),
  items: z.array(
    z.object({
      problemId: z.string(),
      sample: z.number().int(),
      before: outcomeSchema,
      after: outcomeSchema,
      extractedBefore: z.string().nullable(),
      extractedAfter: z.string().nullable(),
      ruleBefore: z.string(),
      rule: z.string(),
    }),
  ),
});
export type MovedSamples = z.infer<typeof movedSamplesSchema>;
