import { type Complex, complex, EPSILON, exponential, logarithm, minus, over, plus, times } from "./complex";

/** Stirling's series coefficients B(2k) / (2k (2k-1)). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
const SHIFT = 15;

/**
 * The gamma function by Stirling's series after shifting the argument to the right (Abramowitz and Stegun 6.1.40, with the
 * recurrence 6.1.15); `null` at its poles and where it overflows.
 */
export function gammaOf(z: Complex): Complex | null {
  if (z.im === 0 && z.re <= 0 && Math.abs(z.re - Math.round(z.re)) <= 4 * z.err + 1e-12) return null;
  if (z.im === 0 && z.err <= 4 * EPSILON * z.re && Number.isInteger(z.re) && z.re <= 171)
    return complex(factorial(z.re - 1));
  if (z.re < -150 || z.re > 170) return null;
  let divisor = complex(1);
  let shifted = z;
  while (shifted.re < SHIFT) {
    divisor = times(divisor, shifted);
    shifted = plus(shifted, complex(1, 0, 0));
  }
  const log = logGamma(shifted);
  return log === null ? null : over(exponential(log), divisor);
}

function logGamma(z: Complex): Complex | null {
  const log = logarithm(z);
  const inverse = over(complex(1), z);
  if (log === null || inverse === null) return null;
  let sum = plus(minus(times(minus(z, complex(0.5, 0, 0)), log), z), complex(0.5 * Math.log(2 * Math.PI)));
  let power = inverse;
  const square = times(inverse, inverse);
  for (const coefficient of STIRLING) {
    sum = plus(sum, times(complex(coefficient), power));
    power = times(power, square);
  }
  return sum;
}

function factorial(n: number): number {
  let result = 1;
  for (let k = 2; k <= n; k++) result *= k;
  return result;
}

/** Natural logarithm of `x!` for a large real x, by the same series. */
export function logFactorial(x: number): number {
  const z = x + 1;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * z);
}
