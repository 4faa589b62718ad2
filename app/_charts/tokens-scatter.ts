import type { Board } from "@/contracts/board";
import { methodTitle } from "../_ui/titles";
import { BUDGET_AXES, budgetPoint } from "./budget-point";
import { type Chart, counted, emptyChart, intervalColumns, wordColumns } from "./chart";
import { parameters } from "./parameters";
import { scatter } from "./shapes/scatter";

const NAME = "budget";
const TITLE = "Score against tokens";

/** Score against all-in tokens on a log axis, intervals drawn, the Pareto front joined. */
export function tokensScatter(board: Board): Chart {
  const rows = board.rows.flatMap((row) => {
    if (row.score === null || row.tokens === null) return [];
    const [low, high] = row.interval.newProblems ?? [null, null];
    return [
      {
        run: row.runId,
        method: row.method.id,
        parameters: parameters(row.method.id, row.method.params),
        model: row.model.name,
        tokens: row.tokens,
        score: row.score,
        low,
        high,
        front: board.paretoFront.includes(row.runId),
      },
    ];
  });
  if (rows.length === 0) {
    return emptyChart({
      name: NAME,
      title: TITLE,
      summary: "No run with a known score and known tokens yet.",
    });
  }
  const isOneModel = new Set(rows.map((row) => row.model)).size === 1;
  const front = rows.filter((row) => row.front).sort((left, right) => left.tokens - right.tokens);
  return {
    name: NAME,
    title: TITLE,
    summary: `${counted(rows.length, "run")}; on the Pareto front, cheapest first: ${[...new Set(front.map((row) => methodTitle(row.method)))].join(", ") || "none"}.`,
    note: "Mean tokens a problem over all calls, discarded ones included. The line joins the Pareto front; bars are 95 % intervals over new problems. Labels that would cover others are left out; the table has all.",
    columns: [
      ...wordColumns("run", "method", "parameters", "model"),
      { key: "tokens", title: "tokens a problem", unit: "number" },
      { key: "score", title: "score", unit: "percent" },
      ...intervalColumns("percent"),
      { key: "front", title: "on the front" },
    ],
    rows,
    draw: (inks) =>
      scatter(
        labelled(rows).map((row) =>
          budgetPoint(
            row,
            isOneModel
              ? [methodTitle(row.method), row.parameters].filter(Boolean).join(" ")
              : `${methodTitle(row.method)}, ${row.model}`,
          ),
        ),
        {
          ...BUDGET_AXES,
          front: front.map((row) => ({ x: row.tokens, y: row.score })),
        },
        inks,
        `${TITLE} a problem for ${counted(rows.length, "run")}`,
      ),
  };
}

/** Rows on the front get their labels first, then the better ones. */
function labelled<Row extends { front: boolean; score: number }>(rows: readonly Row[]): Row[] {
  return [...rows].sort(
    (left, right) => Number(right.front) - Number(left.front) || right.score - left.score,
  );
}
