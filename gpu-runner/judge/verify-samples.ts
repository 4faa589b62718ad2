import type { JudgedProblem, VerifyInputLine } from "@/contracts/runner";
import type { VerdictReport } from "@/contracts/verdict";
import type { JudgeItem } from "./judge-sample";
import { type JudgeOptions, judgeStream } from "./judge-stream";

/** Verdicts of stored samples, which come problem by problem and in order; answer classes are numbered in that order. */
export async function* verifySamples(
  samples: AsyncIterable<VerifyInputLine>,
  problems: ReadonlyMap<string, JudgedProblem>,
  judging: Omit<JudgeOptions, "grouped">,
): AsyncGenerator<VerdictReport> {
  async function* items(): AsyncGenerator<JudgeItem> {
    for await (const given of samples) {
      const problem = problems.get(given.problemId);
      if (problem === undefined) throw new Error(`no gold came for problem ${given.problemId}`);
      yield { given, problem };
    }
  }
  for await (const { verdict } of judgeStream(items(), { ...judging, grouped: true })) yield verdict;
}
