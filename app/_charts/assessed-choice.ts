import type { AssessedGrid } from "@/contracts/chart";
import { type Chart, emptyChart, ends, inPercent, intervalColumns } from "./chart";
import { heat } from "./shapes/heat";
import { lines } from "./shapes/lines";

const EMPTY = "Choosing is replayed when the assessments of a published run are there.";

const COLUMNS: Chart["columns"] = [
  { key: "rule", title: "rule" },
  { key: "alpha", title: "penalty", unit: "number" },
  { key: "solutions", title: "solutions, N", unit: "number" },
  { key: "assessments", title: "verdicts, M", unit: "number" },
  { key: "score", title: "score", unit: "percent" },
  ...intervalColumns("percent"),
  { key: "tokens", title: "tokens", unit: "number" },
];

type Row = {
  rule: string;
  alpha: number;
  solutions: number;
  assessments: number;
  score: number;
  low: number | null;
  high: number | null;
  tokens: number | null;
};

/** Score over N by rule, over N and M, over tokens, over the penalty: all by replay of stored assessments. */
export function assessedChoice(grid: AssessedGrid): Chart[] {
  const cells = grid.cells.map(
    ({ interval, ...cell }): Row => ({
      ...cell,
      ...ends(interval),
    }),
  );
  const most = {
    solutions: Math.max(0, ...cells.map((cell) => cell.solutions)),
    assessments: Math.max(0, ...cells.map((cell) => cell.assessments)),
  };
  const usual = cells.find(
    (cell) => cell.rule === "pessimistic" && cell.assessments < most.assessments,
  )?.alpha;
  const alpha = usual ?? cells.find((cell) => cell.rule === "pessimistic")?.alpha ?? 0;
  const note = `Expected score over all choices of N stored solutions, with the first M verdicts of each; ${
    grid.problems < grid.totalProblems
      ? `the first ${grid.problems} of ${grid.totalProblems} problems`
      : `all ${grid.problems} problems`
  }. Bars are 95 % intervals over new problems.`;
  const whole = cells.filter((cell) => cell.assessments === most.assessments && cell.alpha === alpha);
  return [
    byRule(whole, note),
    byTokens(whole, note),
    square(
      cells.filter((cell) => cell.rule === "pessimistic" && cell.alpha === alpha),
      note,
    ),
    byAlpha(
      cells.filter(
        (cell) =>
          cell.rule === "pessimistic" &&
          cell.solutions === most.solutions &&
          cell.assessments === most.assessments,
      ),
      note,
    ),
  ];
}

function curves(
  named: { name: string; title: string; note: string },
  rows: readonly Row[],
  axis: { label: string; log?: 2 | 10; x: (row: Row) => number | null; line: (row: Row) => string },
): Chart {
  const points = rows.flatMap((row) => {
    const x = axis.x(row);
    return x === null ? [] : [{ line: axis.line(row), x, y: row.score, low: row.low, high: row.high }];
  });
  if (points.length === 0) return emptyChart({ ...named, summary: EMPTY });
  const names = [...new Set(points.map((point) => point.line))];
  const ends = names.map((name) => {
    const last = points
      .filter((point) => point.line === name)
      .sort((left, right) => left.x - right.x)
      .at(-1);
    return `${name} ${inPercent(last?.y ?? null)}`;
  });
  return {
    ...named,
    summary: `At the right end: ${ends.join(", ")}.`,
    columns: COLUMNS,
    rows,
    draw: (inks) =>
      lines(
        points,
        names.map((name, index) => ({ name, series: [3, 0, 4, 7][index] ?? index })),
        { x: axis.label, ...(axis.log ? { log: axis.log } : {}), y: "score, %", percent: true },
        inks,
        named.title,
      ),
  };
}

function byRule(rows: readonly Row[], note: string): Chart {
  return curves({ name: "rules", title: "Score over N by rule", note }, rows, {
    label: "solutions, N (log)",
    log: 2,
    x: (row) => row.solutions,
    line: (row) => row.rule,
  });
}

function byTokens(rows: readonly Row[], note: string): Chart {
  return curves(
    {
      name: "compute",
      title: "Score over all tokens",
      note: `${note} Tokens of solver and verifier; the majority needs no verifier.`,
    },
    rows,
    { label: "tokens a problem (log)", log: 10, x: (row) => row.tokens, line: (row) => row.rule },
  );
}

function byAlpha(rows: readonly Row[], note: string): Chart {
  const sorted = [...rows].sort((left, right) => left.alpha - right.alpha);
  return curves(
    {
      name: "penalty",
      title: "Score over the penalty",
      note: `${note} 0 is the highest mean verdict, a large one the majority; 0 stands at 0.02 on the log axis.`,
    },
    sorted,
    {
      label: "weight of the penalty (log)",
      log: 10,
      x: (row) => Math.max(0.02, row.alpha),
      line: () => "pessimistic",
    },
  );
}

function square(rows: readonly Row[], note: string): Chart {
  const named = { name: "solutions-and-verdicts", title: "N solutions × M verdicts" };
  if (rows.length === 0) return emptyChart({ ...named, summary: EMPTY });
  const order = (values: number[]) => [...new Set(values)].sort((left, right) => left - right).map(String);
  const axes = {
    x: "solutions, N",
    y: "verdicts, M",
    columns: order(rows.map((row) => row.solutions)),
    rows: order(rows.map((row) => row.assessments)),
  };
  const first = rows.find((row) => row.solutions === 1 && row.assessments === 1);
  const last = rows.reduce((best, row) =>
    row.solutions * row.assessments > best.solutions * best.assessments ? row : best,
  );
  return {
    ...named,
    summary: `From ${inPercent(first?.score ?? null)} with one solution and one verdict to ${inPercent(last.score)} with ${last.solutions} and ${last.assessments}.`,
    note: `${note} Pessimistic rule.`,
    columns: COLUMNS,
    rows,
    draw: (inks) =>
      heat(
        axes.rows.flatMap((y) =>
          axes.columns.map((x) => {
            const row = rows.find((item) => String(item.solutions) === x && String(item.assessments) === y);
            return {
              x,
              y,
              value: row?.score ?? null,
              ...(row ? { text: (row.score * 100).toFixed(1) } : {}),
            };
          }),
        ),
        axes,
        inks,
        named.title,
      ),
  };
}
