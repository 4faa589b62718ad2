import type { JudgedProblem } from "@/contracts/runner";
import type { Fault } from "@/contracts/sample";
import type { VerdictReport } from "@/contracts/verdict";
import { verifyAnswer } from "@/verify";
import { answerContext } from "./answer-context";

export type JudgedSample = Omit<VerdictReport, "answerClass">;

type Given = {
  problemId: string;
  sample: number;
  response: string;
  finishReason: string | null;
  fault: Fault | null;
};

const MAX_EXTRACTED = 20_000;
const MAX_RULE = 200;

/**
 * The outcome of one sample, in the order of docs/statistics.md: transport failed, refused by the API, an answer was
 * found (judged whatever the finish reason), cut at the token limit, no answer.
 */
export function judgeSample(
  given: Given,
  problem: JudgedProblem,
  policies: Record<string, unknown>,
): JudgedSample {
  const place = { problemId: given.problemId, sample: given.sample };
  if (given.fault !== null) {
    const rule = `fault/${given.fault.code}`.slice(0, MAX_RULE);
    return {
      ...place,
      outcome: given.fault.kind,
      extracted: null,
      rule,
      goldNormal: null,
      answerNormal: null,
    };
  }
  const context = answerContext(problem, policies);
  const verdict = verifyAnswer({ ...context, text: given.response, gold: problem.gold });
  const cut = verdict.outcome === "unparsed" && given.finishReason === "length";
  return {
    ...place,
    outcome: cut ? "truncated" : verdict.outcome,
    extracted: clip(verdict.extracted),
    rule: verdict.rule.slice(0, MAX_RULE),
    goldNormal: clip(verdict.goldNormal),
    answerNormal: clip(verdict.answerNormal),
  };
}

const clip = (text: string | null): string | null => text?.slice(0, MAX_EXTRACTED) ?? null;
