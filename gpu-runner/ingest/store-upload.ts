import { setImmediate as turn } from "node:timers/promises";
import type { JudgedProblem, ShardFailure } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import type { ImportedReport, VerdictReport } from "@/contracts/verdict";
import { ClassBook } from "../judge/class-book";
import { judgeSample } from "../judge/judge-sample";
import { goodLines } from "./good-lines";
import { importedReport, importedSample } from "./imported-sample";

/**
 * The second pass: samples and verdicts of the good lines, in file order, and what the file's own tool judged of them.
 * `onSample` may hold the reading back.
 * Answer classes are numbered in file order.
 */
export async function storeUpload(
  input: AsyncIterable<Uint8Array>,
  problems: ReadonlyMap<string, JudgedProblem>,
  policies: Record<string, unknown>,
  onSample: (sample: SampleReport, verdict: VerdictReport, imported: ImportedReport | null) => Promise<void>,
): Promise<ShardFailure | null> {
  const classes = new ClassBook(policies);
  let done = 0;
  for await (const item of goodLines(input, problems)) {
    if (item.kind === "bad") continue;
    if (item.kind === "end") {
      if (!item.fatal) return null;
      const message = item.error?.message ?? "The file cannot be read.";
      return { code: item.error?.code ?? "bad_upload", message, retry: "never", retryAfterMs: 0 };
    }
    const { problem } = item;
    const sample = importedSample(problem.id, item.number, item.sample);
    const judged = judgeSample({ ...sample, response: sample.trace.response }, problem, policies);
    const verdict = { ...judged, answerClass: classes.classOf(problem, judged.extracted) };
    await onSample(sample, verdict, importedReport(sample, item.sample.imported));
    // Heartbeats and reports need the loop too.
    if (++done % 50 === 0) await turn();
  }
  throw new Error("the reader of an upload ended without its summary");
}
