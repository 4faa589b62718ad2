import { z } from "zod";

const side = z.object({
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  /** The baseline's label is the same model under another setting. */
  sameModel: z.boolean().optional(),
});

/** A table as a source prints it; numbers stay in the unit of the source. */
const tableSchema = z.strictObject({
  source: z.string().min(1),
  metric: z.string().min(1),
  unit: z.string().min(1),
  note: z.string().min(1).optional(),
  maxTokens: z.number().int().positive().optional(),
  /** False: reference rows, ablations and measures that are no claim of "treatment beats baseline". */
  claims: z.boolean().default(true),
  treatment: side.optional(),
  baseline: side.optional(),
  rows: z.array(
    z.tuple([
      z.string().describe("benchmark as printed"),
      z.string().describe("model as printed"),
      z.number(),
      z.string().nullable().describe("baseline as printed"),
      z.number().nullable(),
    ]),
  ),
});
export type ReportedTable = z.infer<typeof tableSchema>;

/** The tables of one file of `reported/`; throws where the file is not as described. */
export function readTables(file: unknown): ReportedTable[] {
  return z.strictObject({ tables: z.array(tableSchema) }).parse(file).tables;
}
