import type { Board } from "@/contracts/board";
import { budgetRows } from "../_charts/budget-rows";
import { PAGE_INKS } from "../_charts/plot-svg";
import { tokensScatter } from "../_charts/tokens-scatter";
import { ChartFigure } from "./chart-figure";

/** Score against everything that was spent; the table of the board holds the numbers. */
export function BudgetChart({ board }: { board: Board }) {
  const rows = budgetRows(board);
  if (rows.length === 0) return null;
  return (
    <ChartFigure
      svg={tokensScatter(rows, PAGE_INKS)}
      caption="Score against mean tokens a problem over all calls, discarded ones included. The line joins the Pareto front; bars are 95 % intervals over new problems."
      href={`/charts/boards/${board.benchmark.slug}/budget`}
    />
  );
}
