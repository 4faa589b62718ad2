import type { SolveGrid } from "@/contracts/chart";
import { comparePaired, crossing, passAtK } from "@/measure";
import { type Chart, emptyChart } from "./chart";
import { methodLook } from "./method-look";
import { rateLines } from "./methods/rate-charts";

const NAME = "pass-difference";
const TITLE = "Difference of pass@k";
const EMPTY = "Needs several samples a problem in both runs.";

/** pass@k of each other run less that of the first, over k: whether an advantage lasts when there are more samples. */
export function passDifference({ runs, rates }: SolveGrid, names: readonly string[]): Chart {
  const [first] = runs;
  const [base] = rates;
  const n = first?.samplesPerProblem ?? null;
  const curves = runs.slice(1).flatMap((run, index) => {
    const own = rates[index + 1];
    const m = run.samplesPerProblem ?? null;
    if (n === null || m === null || base === undefined || own === undefined) return [];
    const points = powersUpTo(Math.min(n, m)).flatMap((k) => {
      const compared = comparePaired(passOf(own, m, k), passOf(base, n, k));
      return compared === null ? [] : [{ k, ...compared }];
    });
    return points.length < 2
      ? []
      : [{ name: names[index + 1] ?? run.runId, series: methodLook(run.method.id).series, points }];
  });
  if (curves.length === 0) return emptyChart({ name: NAME, title: TITLE, summary: EMPTY });
  const words = curves.map(({ name, points }) => {
    const found = crossing(points);
    return `${name} is ${found?.kind === "crossover" ? `ahead up to k = ${(found.k ?? 0).toFixed(1)}` : (found?.kind ?? "–")}`;
  });
  const most = Math.max(...curves.flatMap(({ points }) => points.map(({ k }) => k)));
  return rateLines(
    {
      name: NAME,
      title: TITLE,
      note: `pass@k less that of ${names[0] ?? "the first run"}, in points; bands are paired 95 % t intervals over problems. An advantage that ends does so at the k of the crossover, interpolated in log2 k.`,
      empty: EMPTY,
      summary: `${words.join("; ")}.`,
    },
    curves.flatMap(({ name, points }) =>
      points.map(({ k, difference, interval, problems }) => ({
        line: name,
        x: k,
        rate: { value: difference, low: interval[0], high: interval[1], samples: problems },
      })),
    ),
    {
      x: "k (samples, log)",
      log: 2,
      y: "difference, points",
      against: [
        { x: 1, y: 0 },
        { x: most, y: 0 },
      ],
    },
    { order: curves.map(({ name }) => name), series: curves.map(({ series }) => series) },
    "points",
  );
}

/** pass@k of every problem from its share of right samples; null where it has none. */
function passOf(rates: readonly (number | null)[], samples: number, k: number): (number | null)[] {
  return rates.map((rate) => (rate === null ? null : passAtK(samples, Math.round(rate * samples), k)));
}

function powersUpTo(most: number): number[] {
  const ks: number[] = [];
  for (let k = 1; k <= most; k *= 2) ks.push(k);
  return ks;
}
