import { setImmediate as turn } from "node:timers/promises";
import type { JudgedProblem, VerifyInputLine } from "@/contracts/runner";
import type { VerdictReport } from "@/contracts/verdict";
import { ClassBook } from "./class-book";
import { judgeSample } from "./judge-sample";

/** Verdicts of stored samples, which come problem by problem and in order; answer classes are numbered in that order. */
export async function* verifySamples(
  samples: AsyncIterable<VerifyInputLine>,
  problems: ReadonlyMap<string, JudgedProblem>,
  policies: Record<string, unknown>,
): AsyncGenerator<VerdictReport> {
  const classes = new ClassBook(policies);
  let current: string | null = null;
  for await (const given of samples) {
    const problem = problems.get(given.problemId);
    if (problem === undefined) throw new Error(`no gold came for problem ${given.problemId}`);
    if (current !== null && current !== given.problemId) classes.close(current);
    current = given.problemId;
    const judged = judgeSample(given, problem, policies);
    yield { ...judged, answerClass: classes.classOf(problem, judged.extracted) };
    // Heartbeats and reports need the loop too.
    await turn();
  }
}
