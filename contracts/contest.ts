import { z } from "zod";
import { problemIdSchema } from "./benchmark";
import { outcomeSchema } from "./outcome";

export const CONTEST_LIMITS = { fewestCharacters: 10, mostCharacters: 1_000, perAccountAndDay: 50 } as const;

export const contestInputSchema = z.object({
  id: z.string().max(60),
  problem: problemIdSchema,
  sample: z.coerce.number().int().min(0),
  /** What the verdict should be. */
  shouldBe: z.enum(["correct", "incorrect"]),
  reason: z.string().trim().min(CONTEST_LIMITS.fewestCharacters).max(CONTEST_LIMITS.mostCharacters),
});

export const contestReceiptSchema = z.object({ contestId: z.string() });

/** A contested verdict with what a golden case needs. */
export const contestSchema = z.object({
  id: z.string(),
  runId: z.string(),
  problemId: z.string(),
  sample: z.number().int(),
  verifierKey: z.string(),
  outcome: outcomeSchema,
  shouldBe: z.enum(["correct", "incorrect"]),
  reason: z.string(),
  account: z.string(),
  createdAt: z.iso.datetime(),
  /** A case in the format of the verifier's case files; null where the text is gone. */
  case: z
    .object({
      id: z.string(),
      source: z.string(),
      category: z.string(),
      gold: z.string(),
      prediction: z.string(),
      mode: z.literal("text"),
      expected: z.boolean(),
      note: z.string(),
      opts: z.record(z.string(), z.unknown()).optional(),
    })
    .nullable(),
});
export type Contest = z.infer<typeof contestSchema>;
