import type { SolveGrid } from "@/contracts/chart";
import { type Chart, counted, emptyChart } from "./chart";
import { methodLook } from "./method-look";
import { pairs } from "./shapes/pairs";

const NAME = "solve-rates";
const TITLE = "Solve rate of each problem";

/** Solve rates of the problems in the first run against those in the second. */
export function solveRates({ runs, problems, rates }: SolveGrid, names: readonly string[]): Chart {
  const [base, other] = rates;
  const rows = problems.flatMap(({ id }, index) => {
    const [x, y] = [base?.[index] ?? null, other?.[index] ?? null];
    return x === null || y === null ? [] : [{ problem: id, x, y }];
  });
  const [first = "first", second = "second"] = names;
  if (rows.length === 0)
    return emptyChart({ name: NAME, title: TITLE, summary: "Needs two runs with problems in common." });
  const counts = new Map<string, { x: number; y: number; count: number }>();
  for (const { x, y } of rows) {
    const key = `${x}/${y}`;
    counts.set(key, { x, y, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const above = rows.filter(({ x, y }) => y > x).length;
  const below = rows.filter(({ x, y }) => y < x).length;
  return {
    name: NAME,
    title: TITLE,
    summary: `${second} solves ${counted(above, "problem")} more often than ${first}, ${below} less often, ${rows.length - above - below} alike.`,
    note: `Share of samples that are right, problem by problem; larger circles hold more problems. Above the dashed line ${second} is better. One problem says little: the comparison above has the paired interval.`,
    columns: [
      { key: "problem", title: "problem" },
      { key: "x", title: first, unit: "percent" },
      { key: "y", title: second, unit: "percent" },
    ],
    rows,
    draw: (inks) =>
      pairs(
        [...counts.values()].sort((left, right) => left.x - right.x || left.y - right.y),
        {
          x: `${first}, %`,
          y: `${second}, %`,
          series: methodLook(runs[1]?.method.id ?? "").series,
          thing: "problem",
        },
        inks,
        TITLE,
      ),
  };
}
