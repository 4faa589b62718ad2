import { ALPHA } from "../intervals/level";
import { at } from "../numeric/at";
import { studentQuantile } from "../numeric/student-t";
import { pairedP } from "../paired/compare";
import { pairedMoments } from "../paired/paired-vectors";

/** One paired comparison as ranks need it: p of the t test, and the sign of the mean difference. */
export interface PairOutcome {
  /** Exact up to ALPHA; larger values are given as 1, since no family of comparisons can make them significant. */
  pValue: number;
  /** 1 where the first run is ahead, −1 where it is behind, 0 where there is no difference or no comparison. */
  sign: number;
}

/**
 * Pairs that were compared before, by `${runId} ${runId}` in board order. Hand the same map to every ranking of a board
 * and a row that arrives costs O(N·M). A run's scores under another verifier need another map.
 */
export type PairMemory = Map<string, PairOutcome>;

/** Compares two vectors for ranks. Fewer than two shared problems are no comparison. */
export function comparePair(a: Float64Array, b: Float64Array): PairOutcome {
  const moments = pairedMoments(a, b);
  if (!moments || moments.difference === 0) return { pValue: 1, sign: 0 };
  const { difference, problems, standardError } = moments;
  const critical = studentQuantile(1 - ALPHA / 2, problems - 1) * standardError;
  const pValue = Math.abs(difference) < critical * (1 - 1e-9) ? 1 : pairedP(moments);
  return { pValue, sign: Math.sign(difference) };
}

/** All pairs of N rows, as N × N tables in row order; the diagonal is no comparison. */
export interface PairMatrix {
  pValues: Float64Array;
  signs: Int8Array;
}

/** Compares every pair once, taking known ones from `memory` and adding new ones to it. */
export function comparePairs(
  runIds: readonly string[],
  vectors: readonly Float64Array[],
  memory: PairMemory | null,
): PairMatrix {
  const size = vectors.length;
  const pValues = new Float64Array(size * size).fill(1);
  const signs = new Int8Array(size * size);
  for (const [row, vector] of vectors.entries()) {
    for (let column = row + 1; column < size; column++) {
      const other = vectors[column] ?? vector;
      const outcome = memory
        ? remembered(memory, [runIds[row] ?? "", runIds[column] ?? ""], () => comparePair(vector, other))
        : comparePair(vector, other);
      pValues[row * size + column] = outcome.pValue;
      pValues[column * size + row] = outcome.pValue;
      signs[row * size + column] = outcome.sign;
      signs[column * size + row] = -outcome.sign;
    }
  }
  return { pValues, signs };
}

function remembered(memory: PairMemory, [a, b]: [string, string], compare: () => PairOutcome): PairOutcome {
  const forward = memory.get(`${a} ${b}`);
  if (forward) return forward;
  const backward = memory.get(`${b} ${a}`);
  if (backward) return { pValue: backward.pValue, sign: -backward.sign };
  const outcome = compare();
  memory.set(`${a} ${b}`, outcome);
  return outcome;
}

/** The p values of one row against every other row, in row order without itself. */
export function familyOf({ pValues }: PairMatrix, row: number, size: number): Float64Array {
  const family = new Float64Array(size - 1);
  for (let column = 0; column < size; column++) {
    if (column !== row) family[column < row ? column : column - 1] = at(pValues, row * size + column);
  }
  return family;
}
