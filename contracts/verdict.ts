import { z } from "zod";
import { problemIdSchema } from "./benchmark";
import { outcomeSchema } from "./outcome";

/** `<kind>:<version>:<policy hash>`; the kind says who judged (architecture, invariant 2). */
export const verifierKeySchema = z
  .string()
  .max(200)
  .regex(/^(answer|code\.cpython|code\.pyodide|process|judge|imported):[^\s]+$/);

export const verdictReportSchema = z.object({
  problemId: problemIdSchema,
  sample: z.number().int().min(0),
  outcome: outcomeSchema,
  extracted: z.string().max(20_000).nullable(),
  rule: z.string().max(200),
  goldNormal: z.string().max(20_000).nullable().default(null),
  answerNormal: z.string().max(20_000).nullable().default(null),
  /** Equivalence class of the answer among the samples of its problem; -1 where there is no answer. */
  answerClass: z.number().int().min(-1),
});
export type VerdictReport = z.infer<typeof verdictReportSchema>;
