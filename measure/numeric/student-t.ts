import { incompleteBeta } from "./incomplete-beta";
import { logGamma } from "./log-gamma";
import { normalQuantile } from "./normal";

const MOST_STEPS = 200;
const quantiles = new Map<number, Map<number, number>>();

/** Two-sided p value of a t statistic: P(|T| ≥ |t|) with `freedom` degrees of freedom. An infinite t gives 0. */
export function studentTwoSidedP(t: number, freedom: number): number {
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const total = freedom + square;
  return incompleteBeta(freedom / 2, 0.5, freedom / total, square / total);
}

/**
 * The t with P(T ≤ t) = p, for 0 < p < 1. Newton's method from the normal quantile, which lies on the near side because
 * Student's tails are heavier. Remembered, since boards ask for few distinct values many times.
 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1) || !(freedom > 0)) {
    throw new RangeError(
      `a t quantile needs 0 < p < 1 and positive degrees of freedom, not ${p} and ${freedom}`,
    );
  }
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  const ofLevel = quantiles.get(p) ?? new Map<number, number>();
  const known = ofLevel.get(freedom);
  if (known !== undefined) return known;
  const target = 2 * (1 - p);
  let t = normalQuantile(p);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = (studentTwoSidedP(t, freedom) - target) / (2 * density(t, freedom));
    t += move;
    if (Math.abs(move) <= 1e-14 * t) break;
  }
  quantiles.set(p, ofLevel.set(freedom, t));
  return t;
}

function density(t: number, freedom: number): number {
  const constant = logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - 0.5 * Math.log(freedom * Math.PI);
  return Math.exp(constant - ((freedom + 1) / 2) * Math.log1p((t * t) / freedom));
}
