import { logGamma } from "../numeric/log-gamma";
import { sampleVariance } from "../numeric/mean";
import type { Random } from "../numeric/random";
import type { PoolSample } from "../run-matrix";

/** Unbiased variance of a problem mean p = c/n under new samples: p(1−p)/(n−1). Null where n < 2. */
export function meanVariance(n: number, c: number): number | null {
  if (n < 2) return null;
  const p = c / n;
  return (p * (1 - p)) / (n - 1);
}

/**
 * Variance under new samples of a value f(c) that depends on the number of correct samples alone: the bootstrap of
 * the samples, which for counts needs no random numbers (c* ~ Binomial(n, c/n)), times n/(n−1) so that for f(c) = c/n
 * it equals `meanVariance`. Null where n < 2.
 */
export function countVariance(n: number, c: number, value: (c: number) => number): number | null {
  if (n < 2) return null;
  if (c === 0 || c === n) return 0;
  const p = c / n;
  let first = 0;
  let second = 0;
  const origin = value(c);
  for (let hits = 0; hits <= n; hits++) {
    const logWays = logGamma(n + 1) - logGamma(hits + 1) - logGamma(n - hits + 1);
    const probability = Math.exp(logWays + hits * Math.log(p) + (n - hits) * Math.log1p(-p));
    const shifted = value(hits) - origin;
    first += probability * shifted;
    second += probability * shifted * shifted;
  }
  return (Math.max(0, second - first * first) * n) / (n - 1);
}

/** Resamples of each problem's pool. The variances are summed over problems, so few are enough (SE ± 3 % at worst). */
export const POOL_RESAMPLES = 100;

/**
 * Variance under new samples of any value of a pool: seeded bootstrap of the samples of one problem, times n/(n−1).
 * Null where n < 2. `value` must be defined for every resample, which has as many samples as the pool.
 */
export function poolVariance(
  samples: readonly PoolSample[],
  value: (resample: readonly PoolSample[]) => number,
  random: () => Random,
): number | null {
  const n = samples.length;
  const first = samples[0];
  if (first === undefined || n < 2) return null;
  if (samples.every((sample) => isSameVote(sample, first))) return 0;
  const source = random();
  const values = new Float64Array(POOL_RESAMPLES);
  for (let round = 0; round < POOL_RESAMPLES; round++) {
    values[round] = value(samples.map(() => samples[source.below(n)] ?? first));
  }
  return ((sampleVariance(values) ?? 0) * n) / (n - 1);
}

function isSameVote(left: PoolSample, right: PoolSample): boolean {
  return (
    left.outcome === right.outcome && left.answerClass === right.answerClass && left.score === right.score
  );
}
