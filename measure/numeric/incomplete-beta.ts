import { logGamma } from "./log-gamma";

const MOST_TERMS = 500;
const TINY = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1.
 * `complement` is 1 − x, passed in by callers that know it more precisely than a subtraction would.
 */
export function incompleteBeta(a: number, b: number, x: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(complement),
  );
  // The continued fraction converges fast on the side of the mean that it starts from.
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(a, b, x)) / a
    : 1 - (front * continuedFraction(b, a, complement)) / b;
}

/** Lentz's evaluation of the continued fraction of the incomplete beta function (DLMF 8.17.22). */
function continuedFraction(a: number, b: number, x: number): number {
  let numerator = 1;
  let denominator = nonZero(1 - ((a + b) * x) / (a + 1));
  denominator = 1 / denominator;
  let value = denominator;
  for (let term = 1; term <= MOST_TERMS; term++) {
    const double = 2 * term;
    const even = (term * (b - term) * x) / ((a + double - 1) * (a + double));
    denominator = 1 / nonZero(1 + even * denominator);
    numerator = nonZero(1 + even / numerator);
    value *= denominator * numerator;
    const odd = (-(a + term) * (a + b + term) * x) / ((a + double) * (a + double + 1));
    denominator = 1 / nonZero(1 + odd * denominator);
    numerator = nonZero(1 + odd / numerator);
    const factor = denominator * numerator;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
