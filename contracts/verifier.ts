import { z } from "zod";

/** Characters of one question to the verifier. */
export const VERIFIER_LIMITS = {
  outputCharacters: 200_000,
  goldCharacters: 20_000,
  /** Longer outputs do not fit into an address; they are sent as a body. */
  linkCharacters: 4_000,
} as const;

export const JUDGED_KINDS = ["expression", "integer", "number", "choice", "text", "boolean"] as const;

/** Conventions on which graders differ (verify/types.ts says what each means); what is absent has its default. */
export const verifierPoliciesSchema = z
  .strictObject({
    precisionDecimals: z.number().int().min(0).max(50).nullable(),
    strict: z.boolean(),
    lastNumberFallback: z.boolean(),
    units: z.enum(["lenient", "required", "ignored"]),
    percent: z.enum(["lenient", "value"]),
    letterCase: z.enum(["fold", "exact"]),
    language: z.string().max(20),
    relationForm: z.enum(["any", "gold-relation"]),
    severalBoxes: z.enum(["adjacent", "last"]),
    bases: z.enum(["lenient", "required"]),
    thinking: z.enum(["remove", "keep"]),
  })
  .partial();

export const verifierQuestionSchema = z.object({
  /** A whole model output, or a bare answer. */
  output: z.string().max(VERIFIER_LIMITS.outputCharacters),
  gold: z.string().min(1).max(VERIFIER_LIMITS.goldCharacters),
  kind: z.enum(JUDGED_KINDS).default("expression"),
  policies: verifierPoliciesSchema.default({}),
});
export type VerifierQuestion = z.infer<typeof verifierQuestionSchema>;

export const verifierAnswerSchema = z.object({
  outcome: z.enum(["correct", "incorrect", "unparsed", "undecided"]),
  extracted: z.string().nullable(),
  /** UTF-16 code units of the output, half open. */
  location: z.object({ start: z.number().int(), end: z.number().int() }).nullable(),
  /** A little of the output around the location, in three parts. */
  excerpt: z.object({ before: z.string(), answer: z.string(), after: z.string() }).nullable(),
  confidence: z.number(),
  candidatesDisagree: z.boolean(),
  goldNormal: z.string().nullable(),
  answerNormal: z.string().nullable(),
  rule: z.string(),
  verifierKey: z.string(),
  milliseconds: z.number(),
});
export type VerifierAnswer = z.infer<typeof verifierAnswerSchema>;
