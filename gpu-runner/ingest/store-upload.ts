import type { JudgedProblem, ShardFailure } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import type { ImportedReport, VerdictReport } from "@/contracts/verdict";
import type { ForeignSample } from "@/formats";
import type { JudgeItem } from "../judge/judge-sample";
import { type JudgeOptions, judgeStream } from "../judge/judge-stream";
import { goodLines, type ReadingOptions } from "./good-lines";
import { importedReport, importedSample } from "./imported-sample";

type Line = JudgeItem & { sample: SampleReport; imported: ForeignSample["imported"] };

/**
 * The second pass: samples and verdicts of the good lines, in file order, and what the file's own tool judged of them.
 * `onSample` may hold the reading back. Answers are judged on the pool while the next lines are read.
 * Answer classes are numbered in file order. With `variant` only that model's lines.
 */
export async function storeUpload(
  input: AsyncIterable<Uint8Array>,
  problems: ReadonlyMap<string, JudgedProblem>,
  judging: Omit<JudgeOptions, "grouped"> & ReadingOptions,
  onSample: (sample: SampleReport, verdict: VerdictReport, imported: ImportedReport | null) => Promise<void>,
): Promise<ShardFailure | null> {
  let end: { failure: ShardFailure | null } | null = null;
  async function* lines(): AsyncGenerator<Line> {
    for await (const item of goodLines(input, problems, judging)) {
      if (item.kind === "bad") continue;
      if (item.kind === "end") {
        const message = item.error?.message ?? "The file cannot be read.";
        const code = item.error?.code ?? "bad_upload";
        end = { failure: item.fatal ? { code, message, retry: "never", retryAfterMs: 0 } : null };
        return;
      }
      const { problem } = item;
      const sample = importedSample(problem.id, item.number, item.sample);
      const given = { ...sample, response: sample.trace.response };
      yield { given, problem, sample, imported: item.sample.imported };
    }
  }
  for await (const { item, verdict } of judgeStream(lines(), { ...judging, grouped: false })) {
    await onSample(item.sample, verdict, importedReport(item.sample, item.imported));
  }
  if (end === null) throw new Error("the reader of an upload ended without its summary");
  return (end as { failure: ShardFailure | null }).failure;
}
