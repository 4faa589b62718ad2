const MOST_STEPS = 200;

/** P(Z > z) of the standard normal distribution. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = normalDensity(z);
  if (z < 2.5) {
    // Φ(z) − 1/2 = φ(z) · Σ z^(2j+1) / (2j+1)!!
    let term = z;
    let sum = z;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let step = MOST_STEPS; step > 0; step--) fraction = z + step / fraction;
  return density / fraction;
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z ≤ z) = p, for 0 < p < 1. Newton's method from zero: the tail is convex there, so that every step
 * stays on the near side of the root.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a normal quantile needs 0 < p < 1, not ${p}`);
  if (p < 0.5) return -normalQuantile(1 - p);
  const target = 1 - p;
  let z = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = (normalTail(z) - target) / normalDensity(z);
    z += move;
    if (Math.abs(move) <= 1e-15 * z) break;
  }
  return z;
}
