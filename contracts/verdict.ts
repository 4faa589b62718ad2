import { z } from "zod";
import { problemIdSchema } from "./benchmark";
import { outcomeSchema } from "./outcome";

/** `<kind>:<version>:<policy hash>`; the kind says who judged (architecture, invariant 2). */
export const verifierKeySchema = z
  .string()
  .max(200)
  .regex(/^(answer|code\.(cpython|pyodide)(-\d+\.\d+)?|process|judge|imported):[^\s]+$/);

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

/**
 * What the tool that wrote an uploaded file said of a sample; `correct` is null where it extracted and did not judge. Shown
 * beside our verdict and never part of a score.
 */
export const importedReportSchema = z.object({
  problemId: problemIdSchema,
  sample: z.number().int().min(0),
  tool: z.string().min(1).max(200),
  correct: z.boolean().nullable(),
  extracted: z.string().max(20_000).nullable(),
});
export type ImportedReport = z.infer<typeof importedReportSchema>;

/** The start of every verifier key under which foreign verdicts are stored. */
export const IMPORTED_PREFIX = "imported:";

/** `imported:<tool>`; names of tools come from files, so only plain characters of them are kept. */
export function importedKey(tool: string): string {
  const plain = tool.replace(/[^A-Za-z0-9._/@+-]+/g, "-").slice(0, 120);
  return `${IMPORTED_PREFIX}${plain}`;
}
