import type { SampleReport } from "@/contracts/sample";
import type { LineError } from "@/contracts/trace-line";
import type { ImportedReport } from "@/contracts/verdict";
import { goodLines, type MatchedProblem, type ReadingOptions } from "./good-lines";
import { importedReport, importedSample } from "./imported-sample";

/** One good line of an upload as it is reported, and what the file's own tool judged of it. */
export type UploadLine = { sample: SampleReport; imported: ImportedReport | null };
/** How the reading ended; a `fatal` error refuses the file as a whole. */
export type UploadEnd = { error: LineError | null; fatal: boolean };

/** The good lines of an upload in file order, and last how it ended. With `variant` only that model's lines. */
export async function* uploadLines<Problem extends MatchedProblem>(
  input: AsyncIterable<Uint8Array>,
  problems: ReadonlyMap<string, Problem>,
  options: ReadingOptions = {},
): AsyncGenerator<UploadLine | UploadEnd> {
  for await (const item of goodLines(input, problems, options)) {
    if (item.kind === "good") {
      const sample = importedSample(item.problem.id, item.number, item.sample);
      yield { sample, imported: importedReport(sample, item.sample.imported) };
    } else if (item.kind === "end") yield { error: item.error, fatal: item.fatal };
  }
}
