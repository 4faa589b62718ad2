import type { Completeness, ReducedMatrix } from "./run-matrix";
import { RunMatrixError } from "./run-matrix-check";
import { type Fields, field, listOf, numberOf, numbersOrNull, objectOf, stringOf } from "./untyped-json";

/** The stored form of a reduced matrix. */
export interface EncodedReducedMatrix {
  v: 1;
  kind: "reduced";
  reducer: { id: string; version: string; k: number };
  expected: (number | null)[];
  tokens: (number | null)[];
  rerunVariance: (number | null)[];
  poolSamples: number[];
  sampledProblems: number;
  source: Completeness;
}

export function encodeReduced(matrix: ReducedMatrix): EncodedReducedMatrix {
  return { v: 1, ...matrix };
}

/** Reads the fields of a stored reduced matrix; ranges are checked by `checkRunMatrix`. */
export function decodeReduced(fields: Fields): ReducedMatrix {
  const reducer = objectOf(field(fields, "reducer"), "reducer");
  return {
    kind: "reduced",
    reducer: {
      id: stringOf(field(reducer, "id"), "reducer id"),
      version: stringOf(field(reducer, "version"), "reducer version"),
      k: numberOf(field(reducer, "k"), "reducer k"),
    },
    expected: numbersOrNull(field(fields, "expected"), "expected"),
    tokens: numbersOrNull(field(fields, "tokens"), "tokens"),
    rerunVariance: numbersOrNull(field(fields, "rerunVariance"), "rerunVariance"),
    poolSamples: listOf(field(fields, "poolSamples"), "poolSamples").map((n) => numberOf(n, "poolSamples")),
    sampledProblems: numberOf(field(fields, "sampledProblems"), "sampledProblems"),
    source: decodeCompleteness(objectOf(field(fields, "source"), "source")),
  };
}

function decodeCompleteness(fields: Fields): Completeness {
  const state = field(fields, "state");
  const ranked = field(fields, "ranked");
  const reason = field(fields, "reason");
  if (state !== "complete" && state !== "incomplete" && state !== "partial") {
    throw new RunMatrixError("Run matrix: the source has no known state.");
  }
  if (typeof ranked !== "boolean") throw new RunMatrixError("Run matrix: ranked is not true or false.");
  return {
    state,
    expected: numberOf(field(fields, "expected"), "expected samples"),
    missing: numberOf(field(fields, "missing"), "missing samples"),
    ranked,
    reason: reason === null ? null : stringOf(reason, "reason"),
  };
}
