import type { JudgedProblem } from "@/contracts/runner";
import type { ForeignSample } from "@/formats";
import { judgeSample } from "@/gpu-runner/judge/judge-sample";
import { equivalent } from "@/verify";
import { ADJUDICATED } from "./adjudications";
import { TOOL_RULES } from "./tool-rules";

/** A sample of a file with the problem that it was matched with. */
export type MatchedSample = { line: number; number: number; problem: JudgedProblem; sample: ForeignSample };

export type Difference = {
  problemId: string;
  sample: number;
  line: number;
  theirs: boolean;
  ours: string;
  gold: string;
  theirAnswer: string | null;
  ourAnswer: string | null;
  ourRule: string;
  reason: string;
};

export type Reproduction = {
  problems: number;
  samples: number;
  /** Means over problems of the means over samples, as fractions; null where nothing can be counted. */
  recount: number | null;
  ours: number | null;
  how: string;
  differences: Difference[];
};

/**
 * Recounted and own score of one file: `recount` over all its rows, from the verdicts in the file or by the documented
 * rule of its tool; `ours` by the verifier, over the rows that were matched with a benchmark. Pure.
 */
export function reproduceFile(
  samples: readonly MatchedSample[],
  rest: readonly MatchedSample[],
  file: { format: string; model: string; policies: Record<string, unknown> },
): Reproduction {
  const theirs = new Means();
  const ours = new Means();
  const differences: Difference[] = [];
  let how = "";
  for (const one of rest) {
    const verdict = theirVerdict(one, file);
    if (verdict !== null) theirs.add(one.problem.id, verdict.correct);
  }
  for (const one of samples) {
    const verdict = theirVerdict(one, file);
    if (verdict !== null) {
      how = verdict.how;
      theirs.add(one.problem.id, verdict.correct);
    }
    if (one.problem.answerKind === "code" || one.problem.answerKind === "process") continue;
    // What the tool's rule leaves out of its score stays out of ours.
    if (verdict === null && TOOL_RULES[file.format] !== undefined) continue;
    // A model's opinion on free text is no matter of comparing answers.
    if (one.sample.imported?.tool.startsWith("inspect/model_graded")) continue;
    const judged = judge(one, file.policies);
    const isCorrect = judged.outcome === "correct";
    ours.add(one.problem.id, isCorrect);
    if (verdict === null || verdict.correct === isCorrect) continue;
    const theirAnswer = verdict.answer;
    differences.push({
      problemId: one.problem.id,
      sample: one.number,
      line: one.line,
      theirs: verdict.correct,
      ours: judged.outcome,
      gold: one.problem.gold,
      theirAnswer,
      ourAnswer: judged.extracted,
      ourRule: judged.rule,
      reason: reasonOf(one, verdict.correct, theirAnswer, judged),
    });
  }
  return {
    problems: new Set(samples.map(({ problem }) => problem.id)).size,
    samples: samples.length,
    recount: theirs.mean(),
    ours: ours.mean(),
    how,
    differences,
  };
}

function judge({ problem, number, sample }: MatchedSample, policies: Record<string, unknown>) {
  const { response, finish_reason } = sample;
  const given = {
    problemId: problem.id,
    sample: number,
    response,
    finishReason: finish_reason ?? null,
    fault: null,
  };
  return judgeSample(given, problem, policies);
}

function theirVerdict({ sample, problem }: MatchedSample, file: { format: string; model: string }) {
  const { imported } = sample;
  const answer = imported?.extracted ?? null;
  if (imported !== undefined && imported.correct !== null)
    return { correct: imported.correct, answer, how: `verdicts in the file (${imported.tool})` };
  const rule = TOOL_RULES[imported?.tool ?? file.format];
  if (rule === undefined) return null;
  const named = "id" in sample.problem ? null : sample.problem;
  const input = {
    model: file.model,
    response: sample.response,
    extracted: answer,
    gold: named?.gold ?? problem.gold,
    answerKind: problem.answerKind,
    isBare: named !== null && named.statement === null && named.gold === null,
  };
  const correct = rule.isCorrect(input);
  return correct === null
    ? null
    : { correct, answer: answer ?? rule.answer?.(input) ?? null, how: `rule: ${rule.name}` };
}

/** Why the two verdicts differ, as far as the answers tell. */
function reasonOf(
  { problem, sample }: MatchedSample,
  theirs: boolean,
  theirAnswer: string | null,
  judged: { outcome: string; extracted: string | null },
): string {
  const kind =
    problem.answerKind === "code" || problem.answerKind === "process" ? "text" : problem.answerKind;
  const context = { kind, options: problem.options ?? undefined };
  const theirAnswerIsGold = theirAnswer !== null && equivalent(problem.gold, theirAnswer, context) === true;
  const theyFound = theirAnswer !== null && theirAnswer !== "";
  if (!theirs) {
    if (theirAnswerIsGold) return "ours: the answer they took equals the gold; their comparison is stricter";
    return theyFound
      ? "ours: they took another part of the text than the marked answer"
      : "ours: they found no answer, the text marks the gold";
  }
  const read = ADJUDICATED[problem.id] ?? ADJUDICATED[`${sample.imported?.tool} ${problem.id}`];
  if (read !== undefined) return read;
  if (judged.outcome === "undecided") return "open: ours cannot tell";
  if (judged.extracted === null)
    return theirAnswerIsGold
      ? "theirs, by a guess: the text marks no answer, they took the gold from elsewhere in it"
      : "open: the text marks no answer that ours finds";
  if (theyFound && !theirAnswerIsGold) return "open: ours holds what they took apart from the gold";
  return "open: ours took another answer from the text";
}

/** Mean over problems of the mean over samples. */
class Means {
  readonly #counts = new Map<string, [number, number]>();

  add(problemId: string, isCorrect: boolean): void {
    const [correct, all] = this.#counts.get(problemId) ?? [0, 0];
    this.#counts.set(problemId, [correct + (isCorrect ? 1 : 0), all + 1]);
  }

  mean(): number | null {
    if (this.#counts.size === 0) return null;
    let sum = 0;
    for (const [correct, all] of this.#counts.values()) sum += correct / all;
    return sum / this.#counts.size;
  }
}
