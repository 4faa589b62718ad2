import type { Outcome } from "@/contracts/outcome";
import { decodeReduced, type EncodedReducedMatrix, encodeReduced } from "./reduced-matrix-codec";
import { NO_ANSWER, type PoolSample, type RunMatrix, type SampledMatrix } from "./run-matrix";
import { checkRunMatrix, RunMatrixError } from "./run-matrix-check";
import { type Fields, field, listOf, numberOf, numbersOrNull, objectOf } from "./untyped-json";

/** The stored form of a sampled matrix: one letter a sample, numbers by column, a column of nothing is null. */
export interface EncodedSampledMatrix {
  v: 1;
  kind: "sampled";
  k: number;
  /** One string a problem, one letter a sample. */
  outcomes: string[];
  /** Null: classes are not recorded. */
  classes: number[][] | null;
  tokens: (number | null)[][] | null;
  scores: (number | null)[][] | null;
}

export type EncodedRunMatrix = EncodedSampledMatrix | EncodedReducedMatrix;

const LETTERS: Record<Outcome, string> = {
  correct: "c",
  incorrect: "i",
  unparsed: "p",
  truncated: "t",
  refused: "r",
  undecided: "u",
  infra_error: "e",
};
const MISSING = ".";
const OUTCOME_OF = new Map<string, Outcome | null>([
  [MISSING, null],
  ...Object.entries(LETTERS).map(([outcome, letter]): [string, Outcome] => [letter, outcomeNamed(outcome)]),
]);

function outcomeNamed(name: string): Outcome {
  if (name in LETTERS) return name as Outcome;
  throw new RunMatrixError(`Run matrix: no outcome is called ${name}.`);
}

/** The compact JSON value of a matrix, column by column. Throws a RunMatrixError for a matrix that breaks its rules. */
export function encodeRunMatrix(matrix: RunMatrix): EncodedRunMatrix {
  checkRunMatrix(matrix);
  return matrix.kind === "sampled" ? encodeSampled(matrix) : encodeReduced(matrix);
}

/** Reads what `encodeRunMatrix` wrote, from parsed JSON. Throws a RunMatrixError that says what is wrong. */
export function decodeRunMatrix(value: unknown): RunMatrix {
  const fields = objectOf(value, "the matrix");
  if (field(fields, "v") !== 1)
    throw new RunMatrixError("Run matrix: unknown format version; recompute the run.");
  const matrix = field(fields, "kind") === "reduced" ? decodeReduced(fields) : decodeSampled(fields);
  checkRunMatrix(matrix);
  return matrix;
}

function encodeSampled(matrix: SampledMatrix): EncodedSampledMatrix {
  const column = <Value>(pick: (sample: PoolSample) => Value) =>
    matrix.problems.map((samples) => samples.map(pick));
  const known = (pick: (sample: PoolSample) => number | null) =>
    matrix.problems.some((samples) => samples.some((sample) => pick(sample) !== null)) ? column(pick) : null;
  return {
    v: 1,
    kind: "sampled",
    k: matrix.samplesPerProblem,
    outcomes: column(({ outcome }) => (outcome === null ? MISSING : LETTERS[outcome])).map((row) =>
      row.join(""),
    ),
    classes: matrix.classesRecorded ? column((sample) => sample.answerClass) : null,
    tokens: known((sample) => sample.tokens),
    scores: known((sample) => sample.score),
  };
}

function decodeSampled(fields: Fields): SampledMatrix {
  const outcomes = listOf(field(fields, "outcomes"), "outcomes").map((row) => {
    if (typeof row !== "string") throw new RunMatrixError("Run matrix: outcomes are strings of letters.");
    return row;
  });
  const classes = tableOf(fields, "classes", outcomes);
  const tokens = tableOf(fields, "tokens", outcomes);
  const scores = tableOf(fields, "scores", outcomes);
  return {
    kind: "sampled",
    samplesPerProblem: numberOf(field(fields, "k"), "k"),
    classesRecorded: classes !== null,
    problems: outcomes.map((row, problem) =>
      [...row].map((letter, index): PoolSample => {
        const outcome = OUTCOME_OF.get(letter);
        if (outcome === undefined)
          throw new RunMatrixError(`Run matrix: no outcome has the letter ${letter}.`);
        return {
          outcome,
          answerClass: classes?.[problem]?.[index] ?? NO_ANSWER,
          tokens: tokens?.[problem]?.[index] ?? null,
          score: scores?.[problem]?.[index] ?? null,
        };
      }),
    ),
  };
}

function tableOf(fields: Fields, name: string, outcomes: readonly string[]): (number | null)[][] | null {
  const value = field(fields, name);
  if (value === null) return null;
  const table = listOf(value, name).map((row) => numbersOrNull(row, name));
  const fits =
    table.length === outcomes.length && table.every((row, i) => row.length === outcomes[i]?.length);
  if (!fits) throw new RunMatrixError(`Run matrix: ${name} and outcomes differ in shape.`);
  return table;
}
