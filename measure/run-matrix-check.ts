import type { Outcome } from "@/contracts/outcome";
import { NO_ANSWER, type PoolSample, type RunMatrix, type SampledMatrix } from "./run-matrix";

/** A matrix that breaks its own rules. The message names the problem and sample, counted from 0. */
export class RunMatrixError extends Error {
  override readonly name = "RunMatrixError";
}

const WITHOUT_ANSWER: ReadonlySet<Outcome> = new Set<Outcome>([
  "unparsed",
  "truncated",
  "refused",
  "infra_error",
]);

/** Throws a RunMatrixError unless every value is in its range and outcomes agree with answers. */
export function checkRunMatrix(matrix: RunMatrix): void {
  if (matrix.kind === "sampled") {
    requireThat(isCount(matrix.samplesPerProblem), "samplesPerProblem is not a whole number");
    for (const [problem, samples] of matrix.problems.entries()) checkProblem(matrix, problem, samples);
    return;
  }
  const { expected, tokens, rerunVariance, poolSamples, reducer } = matrix;
  requireThat(isCount(reducer.k) && reducer.k > 0, "the reducer's k is not a positive whole number");
  for (const column of [tokens, rerunVariance, poolSamples]) {
    requireThat(column.length === expected.length, "the columns of a reduced matrix differ in length");
  }
  for (const [problem, value] of expected.entries()) {
    requireThat(
      value === null || (value >= 0 && value <= 1),
      `problem ${problem}: expected is not in [0, 1]`,
    );
  }
  for (const column of [tokens, rerunVariance, poolSamples]) {
    for (const [problem, value] of column.entries()) {
      requireThat(value === null || isAmount(value), `problem ${problem}: a negative or infinite number`);
    }
  }
}

function checkProblem(matrix: SampledMatrix, problem: number, samples: readonly PoolSample[]): void {
  requireThat(
    samples.length <= matrix.samplesPerProblem,
    `problem ${problem} has ${samples.length} samples, more than the planned ${matrix.samplesPerProblem}`,
  );
  for (const [index, sample] of samples.entries()) {
    const where = `problem ${problem}, sample ${index}`;
    const { answerClass, outcome, score, tokens } = sample;
    requireThat(Number.isInteger(answerClass) && answerClass >= NO_ANSWER, `${where}: no such answer class`);
    requireThat(
      matrix.classesRecorded || answerClass === NO_ANSWER,
      `${where}: a class where none is recorded`,
    );
    requireThat(tokens === null || isAmount(tokens), `${where}: tokens are negative or infinite`);
    requireThat(score === null || Number.isFinite(score), `${where}: the score is not a finite number`);
    if (answerClass === NO_ANSWER) {
      requireThat(
        outcome !== "correct" || !matrix.classesRecorded,
        `${where}: correct, but without an answer class`,
      );
    } else {
      requireThat(
        outcome !== null && !WITHOUT_ANSWER.has(outcome),
        `${where}: an answer where none was found`,
      );
    }
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function requireThat(holds: boolean, message: string): asserts holds {
  if (!holds) throw new RunMatrixError(`Run matrix: ${message}.`);
}
