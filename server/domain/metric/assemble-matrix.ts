import type { Outcome } from "@/contracts/outcome";
import { NO_ANSWER, type PoolKind, type PoolSample, type SampledMatrix } from "@/measure";

/** One stored sample with its verdict; `outcome` null where it is not judged. */
export type JudgedSample = {
  problemId: string;
  sample: number;
  outcome: Outcome | null;
  answerClass: number | null;
  tokens: number | null;
  score?: number | null;
  /** What an assessor said of it, by index, where a reducer goes by that. */
  assessments?: readonly (number | null)[];
};

const ANSWERED: readonly Outcome[] = ["correct", "incorrect", "undecided"];

/**
 * The matrix of a pool: problems in benchmark order, samples in index order. What is missing of a generated run is there as a sample
 * without outcome; an uploaded run keeps only what it has of the planned indices, so that a gap is seen as a short problem.
 */
export function assembleMatrix(input: {
  problemIds: readonly string[];
  samplesPerProblem: number;
  kind: PoolKind;
  samples: Iterable<JudgedSample>;
}): SampledMatrix {
  const byProblem = new Map<string, Map<number, JudgedSample>>(input.problemIds.map((id) => [id, new Map()]));
  let classesRecorded = true;
  for (const item of input.samples) {
    if (item.sample < input.samplesPerProblem) byProblem.get(item.problemId)?.set(item.sample, item);
    if (item.outcome === "correct" && (item.answerClass ?? NO_ANSWER) === NO_ANSWER) classesRecorded = false;
  }
  const indices = Array.from({ length: input.samplesPerProblem }, (_, index) => index);
  return {
    kind: "sampled",
    samplesPerProblem: input.samplesPerProblem,
    classesRecorded,
    problems: input.problemIds.map((id) => {
      const samples = byProblem.get(id);
      return indices.flatMap((index) => {
        const item = samples?.get(index);
        if (item === undefined) return input.kind === "generated" ? [MISSING] : [];
        return [poolSample(item, classesRecorded)];
      });
    }),
  };
}

/** One matrix of the parts of a pool, in order. Where one part knows no classes of answers the whole has none. */
export function joinMatrices(parts: readonly SampledMatrix[], samplesPerProblem: number): SampledMatrix {
  const classesRecorded = parts.every((part) => part.classesRecorded);
  const problems = parts.flatMap((part) => part.problems);
  return {
    kind: "sampled",
    samplesPerProblem,
    classesRecorded,
    problems: classesRecorded
      ? problems
      : problems.map((samples) => samples.map((item) => ({ ...item, answerClass: NO_ANSWER }))),
  };
}

const MISSING: PoolSample = { outcome: null, answerClass: NO_ANSWER, tokens: null, score: null };

function poolSample(item: JudgedSample, classesRecorded: boolean): PoolSample {
  const answered = item.outcome !== null && ANSWERED.includes(item.outcome);
  return {
    outcome: item.outcome,
    answerClass: classesRecorded && answered ? (item.answerClass ?? NO_ANSWER) : NO_ANSWER,
    tokens: item.tokens,
    score: item.score ?? null,
    ...(item.assessments === undefined ? {} : { assessments: item.assessments }),
  };
}
