import type { Interval } from "@/contracts/board";
import { at } from "../numeric/at";
import { seededRandom } from "../numeric/random";
import { ALPHA } from "./level";

export const PROBLEM_RESAMPLES = 10_000;

/**
 * Percentile bootstrap of whole problems, for statistics that are not a mean of per-problem values (an area under a
 * curve, a ratio of totals): 10,000 resamples seeded by the run hash. `statistic` gets the drawn problem indices and
 * may answer null where it is undefined; null where that happens in more than one resample of a hundred.
 */
export function bootstrapProblems(
  problems: number,
  statistic: (drawn: Int32Array) => number | null,
  { seed, resamples = PROBLEM_RESAMPLES }: { seed: string; resamples?: number },
): Interval | null {
  if (problems < 2) return null;
  const random = seededRandom(`${seed}/bootstrap`);
  const drawn = new Int32Array(problems);
  const values: number[] = [];
  for (let round = 0; round < resamples; round++) {
    for (let place = 0; place < problems; place++) drawn[place] = random.below(problems);
    const value = statistic(drawn);
    if (value !== null) values.push(value);
  }
  if (values.length < resamples * 0.99) return null;
  const sorted = Float64Array.from(values).sort();
  return [percentile(sorted, ALPHA / 2), percentile(sorted, 1 - ALPHA / 2)];
}

/** Linear interpolation between order statistics. */
function percentile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return at(sorted, below) + (place - below) * (at(sorted, above) - at(sorted, below));
}
