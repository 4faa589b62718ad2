import type { LiftRow } from "@/contracts/chart";
import { methodTitle } from "../_ui/titles";
import { BUDGET_AXES, budgetPoint } from "./budget-point";
import { type Chart, emptyChart, ends, inPercent, intervalColumns, wordColumns } from "./chart";
import { parameters } from "./parameters";
import { scatter } from "./shapes/scatter";

const NAME = "budget";
const TITLE = "Score against tokens, beside direct and voting";
/** Ways of decoding, which are read against each other. */
const DECODING = ["cyclic-reflex", "tip", "budget-forcing"];
const DECODING_TITLE = "Score against tokens, beside direct, voting and other decoding";
/** Points that a picture still keeps apart; the table and the file hold all. */
const MOST_POINTS = 24;
const BESIDE = ["direct", "self-consistency"];

/** Runs of a method beside the direct and voting runs of the same models on the same boards; arrows lead from the baseline. */
export function methodBudget(methodId: string, board: readonly LiftRow[]): Chart {
  const beside = [...BESIDE, ...(DECODING.includes(methodId) ? DECODING : [])];
  const placeOf = (item: LiftRow) =>
    `${item.benchmark.slug}@${item.benchmark.version}/${item.row.model.slug}`;
  const places = new Set(board.filter(({ row }) => row.method.id === methodId).map(placeOf));
  const used = new Set(
    board.flatMap(({ row }) => (row.method.id === methodId ? (row.lift?.baselineRunId ?? []) : [])),
  );
  const rows = board.flatMap((item) => {
    const { row, benchmark } = item;
    const isOwn = row.method.id === methodId;
    const isBeside = beside.includes(row.method.id) && places.has(placeOf(item));
    if (!isOwn && !isBeside) return [];
    if (row.score === null || row.tokens === null) return [];
    return [
      {
        run: row.runId,
        method: row.method.id,
        parameters: parameters(row.method.id, row.method.params),
        model: row.model.name,
        benchmark: `${benchmark.slug}@${benchmark.version}`,
        tokens: row.tokens,
        score: row.score,
        ...ends(row.interval.newProblems),
        baseline: isOwn ? (row.lift?.baselineRunId ?? null) : null,
      },
    ];
  });
  const own = rows.filter((row) => row.method === methodId);
  if (own.length === 0) {
    return emptyChart({ name: NAME, title: TITLE, summary: "No run of this method with known tokens yet." });
  }
  // Where there are many, the method's own runs and their baselines stay.
  const order = (row: (typeof rows)[number]) => (row.method === methodId ? 0 : used.has(row.run) ? 1 : 2);
  const drawn = [...rows].sort((left, right) => order(left) - order(right)).slice(0, MOST_POINTS);
  const tokens = own.map((row) => row.tokens);
  const isOneModel = new Set(rows.map((row) => row.model)).size === 1;
  return {
    name: NAME,
    title: DECODING.includes(methodId) ? DECODING_TITLE : TITLE,
    summary:
      own.length === 1
        ? `Its run spends ${whole(Math.min(...tokens))} tokens a problem and scores ${inPercent(own[0]?.score ?? 0)}.`
        : `Its ${own.length} runs spend ${whole(Math.min(...tokens))} to ${whole(Math.max(...tokens))} tokens a problem and score ${inPercent(Math.min(...own.map((row) => row.score)))} to ${inPercent(Math.max(...own.map((row) => row.score)))}.`,
    note: `Mean tokens a problem over all calls, discarded ones included. Arrows lead from the direct run that the lift is measured against. Bars are 95 % intervals over new problems.${drawn.length < rows.length ? ` ${drawn.length} of ${rows.length} runs are drawn.` : ""}`,
    columns: [
      ...wordColumns("run", "method", "parameters", "model", "benchmark"),
      { key: "tokens", title: "tokens a problem", unit: "number" },
      { key: "score", title: "score", unit: "percent" },
      ...intervalColumns("percent"),
    ],
    rows: rows.map(({ baseline: _, ...row }) => row),
    draw: (inks) =>
      scatter(
        drawn.map((row) => budgetPoint(row, labelOf(row, { isOneModel }))),
        {
          ...BUDGET_AXES,
          arrows: drawn.flatMap((row) => {
            const base = drawn.find((other) => other.run === row.baseline);
            return base === undefined
              ? []
              : [{ x1: base.tokens, y1: base.score, x2: row.tokens, y2: row.score }];
          }),
        },
        inks,
        TITLE,
      ),
  };
}

function labelOf(
  row: { method: string; parameters: string; model: string },
  { isOneModel }: { isOneModel: boolean },
) {
  return [[methodTitle(row.method), row.parameters].filter(Boolean).join(" "), isOneModel ? "" : row.model]
    .filter(Boolean)
    .join(", ");
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
