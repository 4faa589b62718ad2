import type { Interval } from "@/contracts/board";
import { mean, sampleVariance } from "../numeric/mean";
import { studentQuantile } from "../numeric/student-t";
import { ALPHA } from "./level";

/**
 * The default error bar: would problems of this kind give this score? 95 % interval of the mean of per-problem values.
 *
 * Wilson's form with an effective sample size n* = S(1−S)/SE², SE² = Σ(p_i−S)²/(M−1)/M, clipped to [M, `samples`]
 * (n* = M where SE = 0), and the t quantile with M−1 degrees of freedom in place of z.
 * `samples` is Σ n_i (of the source pool for a reduced run). Never of zero width, never outside of [0, 1].
 * Null for fewer than two problems.
 */
export function newProblemsInterval(values: ArrayLike<number>, samples: number): Interval | null {
  const score = mean(values);
  const variance = sampleVariance(values);
  if (score === null || variance === null) return null;
  const problems = values.length;
  const squaredError = variance / problems;
  const effective = squaredError > 0 ? (score * (1 - score)) / squaredError : problems;
  const size = Math.min(Math.max(effective, problems), Math.max(samples, problems));
  return wilsonInterval(score, size, studentQuantile(1 - ALPHA / 2, problems - 1));
}

/** Wilson's score interval of a proportion for an effective sample size and a quantile. */
function wilsonInterval(score: number, size: number, quantile: number): Interval {
  const square = quantile * quantile;
  const shrink = 1 + square / size;
  const centre = (score + square / (2 * size)) / shrink;
  const spread = Math.max(0, (score * (1 - score)) / size) + square / (4 * size * size);
  const half = (quantile / shrink) * Math.sqrt(spread);
  return [score <= 0 ? 0 : Math.max(0, centre - half), score >= 1 ? 1 : Math.min(1, centre + half)];
}
