import type { SolveGrid } from "@/contracts/chart";
import { comparePaired, newProblemsInterval } from "@/measure";
import { points } from "../_ui/format";
import { methodTitle } from "../_ui/titles";
import { type Chart, counted, emptyChart, intervalColumns } from "./chart";
import { equalParts } from "./equal-parts";
import { methodLook } from "./method-look";
import { dots } from "./shapes/dots";

const NAME = "difficulty";
const TITLE = "Where it helps";
const THIRDS = ["easy", "medium", "hard"] as const;

/** Score of a method beside its direct run on the easiest, middle and hardest third of the problems, by the direct run. */
export function difficultyChart(grid: SolveGrid): Chart {
  const [method, direct] = grid.runs;
  const [own, base] = grid.rates;
  if (method === undefined || direct === undefined || own === undefined || base === undefined) {
    return emptyChart({ name: NAME, title: TITLE, summary: "There is no direct run to compare with." });
  }
  const pairs = own
    .flatMap((value, index) => {
      const before = base[index];
      return value === null || before === null || before === undefined ? [] : [{ value, before, index }];
    })
    .sort((left, right) => right.before - left.before || left.index - right.index);
  const thirds = equalParts(pairs, THIRDS.length)
    .map((part, index) => ({ name: THIRDS[index] ?? "", pairs: part }))
    .filter((third) => third.pairs.length > 1);
  const rows = thirds.flatMap((third) => {
    const lift = comparePaired(
      third.pairs.map((pair) => pair.value),
      third.pairs.map((pair) => pair.before),
    );
    return [
      { run: direct.method.id, values: third.pairs.map((pair) => pair.before), lift: null },
      {
        run: method.method.id,
        values: third.pairs.map((pair) => pair.value),
        lift: lift?.difference ?? null,
      },
    ].map(({ run, values, lift }) => {
      const [low, high] = newProblemsInterval(values, values.length) ?? [null, null];
      const value = values.reduce((sum, item) => sum + item, 0) / values.length;
      return { third: third.name, method: run, problems: values.length, value, low, high, lift };
    });
  });
  if (rows.length === 0)
    return emptyChart({ name: NAME, title: TITLE, summary: "Too few problems for thirds." });
  const gains = rows.flatMap((row) => (row.lift === null ? [] : [`${row.third} ${points(row.lift)}`]));
  return {
    name: NAME,
    title: TITLE,
    summary: `Lift over direct in points: ${gains.join(", ")}.`,
    note: `${counted(pairs.length, "problem")} in thirds by the direct run's own rate. Because the same samples choose the thirds, direct looks too good on the easy and too bad on the hard ones when it has few samples a problem. Bars are 95 % intervals over new problems.`,
    columns: [
      { key: "third", title: "third" },
      { key: "method", title: "method" },
      { key: "problems", title: "problems", unit: "number" },
      { key: "value", title: "score", unit: "percent" },
      ...intervalColumns("percent"),
      { key: "lift", title: "lift", unit: "points" },
    ],
    rows,
    draw: (inks) =>
      dots(
        rows.map((row) => ({
          label: `${row.third}: ${methodTitle(row.method)}`,
          ...row,
          ...methodLook(row.method),
        })),
        { label: "score, %", percent: true, domain: [0, 1] },
        inks,
        TITLE,
      ),
  };
}
