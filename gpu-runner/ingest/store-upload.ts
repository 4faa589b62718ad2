import type { JudgedProblem, ShardFailure } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import type { ImportedReport, VerdictReport } from "@/contracts/verdict";
import type { JudgeItem } from "../judge/judge-sample";
import { type JudgeOptions, judgeStream } from "../judge/judge-stream";
import type { UploadEnd, UploadLine } from "./upload-lines";

type Line = JudgeItem & UploadLine;

/**
 * The second pass: samples and verdicts of the good lines, in file order, and what the file's own tool judged of them.
 * `onSample` may hold the reading back. Answers are judged on the pool while the next lines are read.
 * Answer classes are numbered in file order.
 */
export async function storeUpload(
  read: AsyncIterable<UploadLine | UploadEnd>,
  problems: ReadonlyMap<string, JudgedProblem>,
  judging: Omit<JudgeOptions, "grouped">,
  onSample: (sample: SampleReport, verdict: VerdictReport, imported: ImportedReport | null) => Promise<void>,
): Promise<ShardFailure | null> {
  let end: { failure: ShardFailure | null } | null = null;
  async function* lines(): AsyncGenerator<Line> {
    for await (const item of read) {
      if (!("sample" in item)) {
        const message = item.error?.message ?? "The file cannot be read.";
        const code = item.error?.code ?? "bad_upload";
        end = { failure: item.fatal ? { code, message, retry: "never", retryAfterMs: 0 } : null };
        return;
      }
      const problem = problems.get(item.sample.problemId);
      if (problem === undefined)
        throw new Error(`a line of ${item.sample.problemId}, which was not asked for`);
      yield { given: { ...item.sample, response: item.sample.trace.response }, problem, ...item };
    }
  }
  for await (const { item, verdict } of judgeStream(lines(), { ...judging, grouped: false })) {
    await onSample(item.sample, verdict, item.imported);
  }
  if (end === null) throw new Error("the reader of an upload ended without its summary");
  return (end as { failure: ShardFailure | null }).failure;
}
