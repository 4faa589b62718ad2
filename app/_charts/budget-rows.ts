import type { Board } from "@/contracts/board";
import type { BudgetRow } from "./tokens-scatter";

/** Rows of a board with a known score and known tokens. */
export function budgetRows(board: Board): BudgetRow[] {
  return board.rows.flatMap((row) => {
    if (row.score === null || row.tokens === null) return [];
    const [low, high] = row.interval.newProblems ?? [null, null];
    return [
      {
        runId: row.runId,
        label: `${row.method.title}, ${row.model.name}`,
        tokens: row.tokens,
        score: row.score,
        low,
        high,
        isFront: board.paretoFront.includes(row.runId),
      },
    ];
  });
}
