import type { JudgedProblem } from "@/contracts/runner";
import type { Fault } from "@/contracts/sample";
import type { VerdictReport } from "@/contracts/verdict";
import { type AnswerVerdict, type VerifyInput, verifyAnswer, verifyProcess } from "@/verify";
import { answerContext } from "./answer-context";
import { processInput } from "./process-input";

export type JudgedSample = Omit<VerdictReport, "answerClass">;

/** What of a stored or uploaded sample decides its outcome. */
export type GivenSample = {
  problemId: string;
  sample: number;
  response: string;
  finishReason: string | null;
  fault: Fault | null;
};

export type JudgeItem = { given: GivenSample; problem: JudgedProblem };

const MAX_EXTRACTED = 20_000;
const MAX_RULE = 200;

/** What the verifier is asked about a sample. */
export function verifierInput(
  given: GivenSample,
  problem: JudgedProblem,
  policies: Record<string, unknown>,
): VerifyInput {
  return { ...answerContext(problem, policies), text: given.response, gold: problem.gold };
}

/** The outcome of one sample, judged on this thread. */
export function judgeSample(
  given: GivenSample,
  problem: JudgedProblem,
  policies: Record<string, unknown>,
): JudgedSample {
  if (given.fault !== null) return faultySample(given, given.fault);
  const verdict =
    problem.answerKind === "process"
      ? verifyProcess(processInput(given.response, problem, policies))
      : verifyAnswer(verifierInput(given, problem, policies));
  return judgedSample(given, verdict);
}

/** The outcome of a sample whose transport failed or which the API refused: no text decides it. */
export function faultySample({ problemId, sample }: GivenSample, fault: Fault): JudgedSample {
  const rule = `fault/${fault.code}`.slice(0, MAX_RULE);
  return {
    problemId,
    sample,
    outcome: fault.kind,
    extracted: null,
    rule,
    goldNormal: null,
    answerNormal: null,
  };
}

/**
 * The outcome of a sample without a fault, in the order of docs/statistics.md: an answer was found (judged whatever the
 * finish reason), cut at the token limit, no answer.
 */
export function judgedSample(
  { problemId, sample, finishReason }: GivenSample,
  verdict: AnswerVerdict,
): JudgedSample {
  const cut = verdict.outcome === "unparsed" && finishReason === "length";
  return {
    problemId,
    sample,
    outcome: cut ? "truncated" : verdict.outcome,
    extracted: clip(verdict.extracted),
    rule: verdict.rule.slice(0, MAX_RULE),
    goldNormal: clip(verdict.goldNormal),
    answerNormal: clip(verdict.answerNormal),
  };
}

const clip = (text: string | null): string | null => text?.slice(0, MAX_EXTRACTED) ?? null;
