/** A complex double with a running bound on its absolute rounding error. */
export type Complex = { re: number; im: number; err: number };

export const EPSILON = 2 ** -52;

export function complex(re: number, im = 0, err = EPSILON * Math.hypot(re, im)): Complex {
  return { re, im, err };
}

export function modulus(z: Complex): number {
  return z.im === 0 ? Math.abs(z.re) : Math.hypot(z.re, z.im);
}

export function isFiniteComplex(z: Complex): boolean {
  return Number.isFinite(z.re) && Number.isFinite(z.im) && Number.isFinite(z.err);
}

/** Real up to its rounding error. */
export function isReal(z: Complex): boolean {
  return z.im === 0 || Math.abs(z.im) <= 4 * z.err + 1e-13 * Math.abs(z.re);
}

export function plus(a: Complex, b: Complex): Complex {
  const re = a.re + b.re;
  const im = a.im + b.im;
  return { re, im, err: a.err + b.err + EPSILON * Math.hypot(re, im) };
}

export function negated(a: Complex): Complex {
  return { re: -a.re, im: a.im === 0 ? 0 : -a.im, err: a.err };
}

export function minus(a: Complex, b: Complex): Complex {
  return plus(a, negated(b));
}

export function times(a: Complex, b: Complex): Complex {
  const isRealProduct = a.im === 0 && b.im === 0;
  const re = isRealProduct ? a.re * b.re : a.re * b.re - a.im * b.im;
  const im = isRealProduct ? 0 : a.re * b.im + a.im * b.re;
  const ma = modulus(a);
  const mb = modulus(b);
  return { re, im, err: ma * b.err + mb * a.err + a.err * b.err + 2 * EPSILON * ma * mb };
}

/** `null` where the divisor cannot be told from zero. */
export function over(a: Complex, b: Complex): Complex | null {
  const mb = modulus(b);
  if (mb <= 2 * b.err) return null;
  const ma = modulus(a);
  const err = (a.err + (ma / mb) * b.err) / (mb - b.err) + (2 * EPSILON * ma) / mb;
  if (a.im === 0 && b.im === 0) return { re: a.re / b.re, im: 0, err };
  const [c, d] = [b.re / mb, b.im / mb];
  return { re: (a.re * c + a.im * d) / mb, im: (a.im * c - a.re * d) / mb, err };
}

export function exponential(z: Complex): Complex {
  const size = Math.exp(z.re);
  const err = size * (z.err + EPSILON * (2 + Math.abs(z.re) + Math.abs(z.im)));
  return z.im === 0
    ? { re: size, im: 0, err }
    : { re: size * Math.cos(z.im), im: size * Math.sin(z.im), err };
}

/** Principal natural logarithm; `null` at zero. */
export function logarithm(z: Complex): Complex | null {
  const size = modulus(z);
  if (size <= 2 * z.err) return null;
  const re = Math.log(size);
  const im = z.im === 0 ? (z.re < 0 ? Math.PI : 0) : Math.atan2(z.im, z.re);
  return { re, im, err: z.err / (size - z.err) + EPSILON * (1 + Math.abs(re)) };
}

export function squareRoot(z: Complex): Complex {
  const size = modulus(z);
  if (size === 0) return { re: 0, im: 0, err: Math.sqrt(z.err) };
  const root = Math.sqrt(size);
  const err = z.err / (2 * root) + 2 * EPSILON * root;
  if (z.im === 0) return z.re >= 0 ? { re: root, im: 0, err } : { re: 0, im: root, err };
  const re = Math.sqrt((size + Math.abs(z.re)) / 2);
  const im = Math.abs(z.im) / (2 * re);
  if (z.re >= 0) return { re, im: z.im < 0 ? -im : im, err };
  return { re: im, im: z.im < 0 ? -re : re, err };
}

/** `base ^ exponent` on the principal branch; small integer exponents are real where the base is. */
export function raise(base: Complex, exponent: Complex): Complex | null {
  const n = exponent.re;
  const isInteger = exponent.im === 0 && Number.isInteger(n) && exponent.err <= 4 * EPSILON * Math.abs(n);
  if (modulus(base) === 0 && base.err < 1e-300) return n > 0 && exponent.im === 0 ? complex(0) : null;
  if (isInteger && Math.abs(n) <= 1024) {
    if (n === 0) return complex(1);
    if (n === 1) return base;
    const magnitude = powerByInteger(base, Math.abs(n));
    return n > 0 ? magnitude : over(complex(1), magnitude);
  }
  const log = logarithm(base);
  if (log === null) return null;
  if (base.im === 0 && base.re > 0 && exponent.im === 0) {
    const value = base.re ** n;
    const err = value * (Math.abs(n) * (base.err / base.re) + Math.abs(log.re) * exponent.err + EPSILON * 2);
    return { re: value, im: 0, err };
  }
  const result = exponential(times(log, exponent));
  if (isInteger && base.im === 0) return { re: result.re, im: 0, err: result.err };
  return result;
}

function powerByInteger(base: Complex, exponent: number): Complex {
  if (base.im === 0) {
    const value = base.re ** exponent;
    const relative = exponent * (base.re === 0 ? 0 : base.err / Math.abs(base.re)) + EPSILON * 2;
    return { re: value, im: 0, err: base.re === 0 ? base.err ** exponent : Math.abs(value) * relative };
  }
  let result = complex(1);
  let square = base;
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = times(result, square);
    if (e > 1) square = times(square, square);
  }
  return result;
}
