import { z } from "zod";
import { problemIdSchema } from "./benchmark";
import { outcomeSchema } from "./outcome";
import { callRecordSchema, faultSchema } from "./sample";

/** Names who assesses: `<method>@<version>:<model>:<16 hex digits over everything an answer depends on>`. */
export const assessorSchema = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]+@\d+:[^\s:]+:[0-9a-f]{16}$/);

/** What a model said of one sample, once: a verifier's vote, a step label. Never a verdict. */
export const assessmentSchema = z.object({
  /** How much the sample is held for right, in [0, 1]; null where the reply could not be read. */
  value: z.number().min(0).max(1).nullable(),
  /** The reply in the method's own words, for example `STEP2`; null where it could not be read. */
  label: z.string().max(200).nullable(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** One assessment as a runner reports it. */
export const assessmentReportSchema = assessmentSchema.extend({
  problemId: problemIdSchema,
  sample: z.number().int().min(0),
  index: z.number().int().min(0),
  /** Its calls; a prompt that the sample's first assessment has word for word is left out. */
  calls: z.array(callRecordSchema),
  promptTokens: z.number().int().min(0).nullable(),
  completionTokens: z.number().int().min(0).nullable(),
  /** Why there is no reply. */
  fault: faultSchema.nullable(),
});
export type AssessmentReport = z.infer<typeof assessmentReportSchema>;

/** What a reader sees of a stored assessment. */
export const assessmentViewSchema = assessmentSchema.extend({
  assessor: z.string(),
  index: z.number().int(),
  promptTokens: z.number().int().nullable(),
  completionTokens: z.number().int().nullable(),
  /** Empty where the reader may not see transcripts. */
  calls: z.array(callRecordSchema),
});
export type AssessmentView = z.infer<typeof assessmentViewSchema>;

const place = z.number().int().nullable();

/** What an assessor makes of the distinct answers to one problem, over all stored samples of a pool. */
export const answerRecordSchema = z.object({
  assessor: z.string(),
  /** Weight of the penalty, from the reduced run. */
  alpha: z.number(),
  answers: z.array(
    z.object({
      /** As the first of its solutions writes it; null where the reader may not see it. */
      answer: z.string().nullable(),
      outcome: outcomeSchema.nullable(),
      /** The samples that give it. */
      samples: z.array(z.number().int()),
      /** Null where no assessment of them could be read. */
      mean: z.number().nullable(),
      penalty: z.number(),
      /** Mean less penalty. */
      score: z.number(),
    }),
  ),
  /** Place in `answers` of what each rule takes; the earlier one between equals, null for no answer at all. */
  chosen: z.object({
    pessimistic: place,
    mean: place,
    "weighted-vote": place,
    "best-of-n": place,
    majority: place,
  }),
});
export type AnswerRecord = z.infer<typeof answerRecordSchema>;

/** One line of an assess shard's input: a stored sample and its text. */
export const assessInputLineSchema = z.object({
  problemId: problemIdSchema,
  sample: z.number().int(),
  response: z.string(),
  reasoning: z.string().nullable(),
});
export type AssessInputLine = z.infer<typeof assessInputLineSchema>;
