import { ALPHA } from "../intervals/level";
import { newProblemsInterval } from "../intervals/new-problems";
import { at } from "../numeric/at";
import { seededRandom } from "../numeric/random";
import { comparePaired } from "../paired/compare";
import { type Cell, cellName } from "./cells";
import { drawBinomial, drawRate, populationOf } from "./sampling";

/** What became of the simulated boards of one cell. Shares in [0, 1]. */
export interface IntervalCalibration {
  /** Share of new-problems intervals that hold the population mean. */
  coverage: number;
  /** Intervals of zero width, or outside of [0, 1]. */
  broken: number;
  /** Share of paired tests that call two methods of equal population mean different. */
  pairedSize: number;
}

/**
 * Simulates boards of two methods of equal population mean on new problems each time. On about half of the problems
 * the second method has the first one's rate, on the others one of its own.
 */
export function calibrateIntervals(cell: Cell, boards: number): IntervalCalibration {
  const { shape, problems, samples } = cell;
  const random = seededRandom(`intervals ${cellName(cell)}`);
  const population = populationOf(shape);
  const a = new Array<number>(problems).fill(0);
  const b = new Array<number>(problems).fill(0);
  let covered = 0;
  let broken = 0;
  let rejected = 0;
  for (let board = 0; board < boards; board++) {
    for (let problem = 0; problem < problems; problem++) {
      const rate = drawRate(population, random);
      const other = random.unit() < 0.5 ? rate : drawRate(population, random);
      a[problem] = drawBinomial(samples, rate, random) / samples;
      b[problem] = drawBinomial(samples, other, random) / samples;
    }
    const interval = newProblemsInterval(a, problems * samples);
    const lo = interval ? at(interval, 0) : Number.NaN;
    const hi = interval ? at(interval, 1) : Number.NaN;
    if (!(lo >= 0 && lo < hi && hi <= 1)) broken += 1;
    if (lo <= population.mean && population.mean <= hi) covered += 1;
    if ((comparePaired(a, b)?.pValue ?? 1) <= ALPHA) rejected += 1;
  }
  return { coverage: covered / boards, broken, pairedSize: rejected / boards };
}
