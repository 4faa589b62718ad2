import type { SolveGrid } from "@/contracts/chart";
import { zeroSuccessBound } from "@/measure";
import { type Chart, counted, inPercent } from "./chart";
import { shareBars } from "./methods/rate-charts";

const PARTS = [
  { part: "both", series: 1 },
  { part: "only the first", series: 7 },
  { part: "only the other", series: 0 },
  { part: "neither", series: 2 },
];

/** Of the problems that both have: solved at least once by both, by one of them, by neither. */
export function solvedSets({ runs, rates }: SolveGrid, names: readonly string[]): Chart {
  const [base] = rates;
  const [first] = runs;
  const happened = rates.slice(1).flatMap((own, index) =>
    own.flatMap((rate, place) => {
      const before = base?.[place] ?? null;
      if (rate === null || before === null) return [];
      const solved = [before > 0, rate > 0];
      const part = solved[0]
        ? solved[1]
          ? "both"
          : "only the first"
        : solved[1]
          ? "only the other"
          : "neither";
      return [{ row: names[index + 1] ?? "", part }];
    }),
  );
  const samples = first?.samplesPerProblem ?? null;
  const bound =
    samples === null || samples < 1
      ? ""
      : ` A problem of which the first run solves none of ${counted(samples, "sample")} may still have a rate up to ${inPercent(zeroSuccessBound(samples))} (upper 95 % bound).`;
  return shareBars(
    {
      name: "solved-sets",
      title: "Who solves what",
      note: `Problems solved by at least one sample; the first run is ${names[0] ?? "–"}.${bound}`,
      empty: "Needs two runs with problems in common.",
    },
    happened,
    PARTS,
    "problems",
  );
}
