import { mean, present } from "../numeric/mean";
import { denseVector, type ProblemVector } from "../paired/paired-vectors";
import { comparePairs, type PairMemory } from "./pair-matrix";
import { rankRanges, significantOrder } from "./rank-ranges";
import { sortNullsLast } from "./sort";
import { tieGroups } from "./tie-groups";

/** With fewer problems than this a board has no ranks. */
export const FEWEST_RANKED_PROBLEMS = 10;

/** A row of a board. `perProblem` is null where the row has no score or may have no rank (see `completenessOf`). */
export interface BoardEntry {
  runId: string;
  perProblem: ProblemVector | null;
}

/** The place of a row among the ranked rows; null twice where it has none. */
export interface BoardPlace {
  runId: string;
  rankRange: [number, number] | null;
  tieGroup: number | null;
}

/**
 * Rank ranges and tie groups of a board, in the order of its rows. All vectors are in the benchmark's problem order.
 * Rows without a vector and boards of fewer than ten problems have no ranks. `memory` keeps comparisons between calls.
 */
export function rankBoard(rows: readonly BoardEntry[], memory: PairMemory | null = null): BoardPlace[] {
  const ranked = rows.flatMap(({ runId, perProblem }) => {
    const score = perProblem && mean(present(perProblem));
    return perProblem && score !== null && perProblem.length >= FEWEST_RANKED_PROBLEMS
      ? [{ runId, perProblem, score }]
      : [];
  });
  const pairs = comparePairs(
    ranked.map((row) => row.runId),
    ranked.map((row) => denseVector(row.perProblem)),
    memory,
  );
  const order = significantOrder(pairs, ranked.length);
  const ranges = rankRanges(order, ranked.length);
  const sorted = sortNullsLast([...ranked.keys()], (row) => ranked[row]?.score);
  const groups = tieGroups(sorted, order);
  const places = new Map(ranked.map(({ runId }, row) => [runId, row]));
  return rows.map(({ runId, perProblem }) => {
    const row = perProblem ? places.get(runId) : undefined;
    return {
      runId,
      rankRange: row === undefined ? null : (ranges[row] ?? null),
      tieGroup: row === undefined ? null : (groups[row] ?? null),
    };
  });
}
