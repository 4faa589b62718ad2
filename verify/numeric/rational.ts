/** An exact fraction in lowest terms with a positive denominator. */
export type Rational = { readonly n: bigint; readonly d: bigint };

/** Numbers longer than this many bits are not computed exactly; `null` is returned instead. */
export const MAX_EXACT_BITS = 24_000;
const LIMIT = 1n << BigInt(MAX_EXACT_BITS);

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

export function integer(value: bigint | number): Rational {
  return { n: BigInt(value), d: 1n };
}

/** `n / d` in lowest terms; `null` when `d` is zero or the numbers are too long. */
export function rational(n: bigint, d: bigint): Rational | null {
  if (d === 0n) return null;
  if (d === 1n) return withinLimit(n) ? { n, d } : null;
  const divisor = gcd(n < 0n ? -n : n, d < 0n ? -d : d);
  const sign = d < 0n ? -1n : 1n;
  const top = (sign * n) / divisor;
  const bottom = (sign * d) / divisor;
  return withinLimit(top) && bottom < LIMIT ? { n: top, d: bottom } : null;
}

function withinLimit(value: bigint): boolean {
  return value < LIMIT && value > -LIMIT;
}

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function add(a: Rational, b: Rational): Rational | null {
  if (a.d === 1n && b.d === 1n) return rational(a.n + b.n, 1n);
  return rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Rational, b: Rational): Rational | null {
  return add(a, negate(b));
}

export function negate(a: Rational): Rational {
  return { n: -a.n, d: a.d };
}

export function multiply(a: Rational, b: Rational): Rational | null {
  return rational(a.n * b.n, a.d * b.d);
}

export function divide(a: Rational, b: Rational): Rational | null {
  return rational(a.n * b.d, a.d * b.n);
}

export function sameRational(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d;
}

/** -1, 0 or 1 as `a` is below, equal to or above `b`. */
export function compareRational(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function bitLength(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  if (magnitude < 0x20000000000000n)
    return magnitude === 0n ? 0 : Math.floor(Math.log2(Number(magnitude))) + 1;
  return magnitude.toString(16).length * 4;
}

/** `base ^ exponent`; `null` when it is undefined (0 to a power that is not positive) or too long. */
export function power(base: Rational, exponent: bigint): Rational | null {
  if (base.n === 0n) return exponent > 0n ? ZERO : null;
  const magnitude = exponent < 0n ? -exponent : exponent;
  if (base.d === 1n && (base.n === 1n || base.n === -1n)) {
    return base.n === 1n || magnitude % 2n === 0n ? ONE : base;
  }
  const bits = Math.max(bitLength(base.n), bitLength(base.d));
  if (magnitude > BigInt(MAX_EXACT_BITS) || (bits - 1) * Number(magnitude) > MAX_EXACT_BITS) return null;
  const top = base.n ** magnitude;
  const bottom = base.d ** magnitude;
  return exponent < 0n ? rational(bottom, top) : rational(top, bottom);
}

/** The exact `degree`-th root of a rational, `null` where it is irrational or not real. */
export function exactRoot(value: Rational, degree: number): Rational | null {
  if (value.n < 0n) {
    if (degree % 2 === 0) return null;
    const root = exactRoot(negate(value), degree);
    return root === null ? null : negate(root);
  }
  const top = integerRoot(value.n, degree);
  const bottom = integerRoot(value.d, degree);
  return top === null || bottom === null ? null : { n: top, d: bottom };
}

function integerRoot(value: bigint, degree: number): bigint | null {
  if (value < 2n) return value;
  const k = BigInt(degree);
  if (value < 0x10000000000000n) {
    const guess = BigInt(Math.round(Number(value) ** (1 / degree)));
    return guess ** k === value ? guess : null;
  }
  let root = 1n << BigInt(Math.ceil(bitLength(value) / degree) + 1);
  for (;;) {
    const next = ((k - 1n) * root + value / root ** (k - 1n)) / k;
    if (next >= root) break;
    root = next;
  }
  return root ** k === value ? root : null;
}

/** The nearest double, also where numerator and denominator themselves overflow one. */
export function toNumber(value: Rational): number {
  if (value.d === 1n) return Number(value.n);
  const top = Number(value.n);
  const bottom = Number(value.d);
  if (Math.abs(top) < 1e300 && bottom < 1e300) return top / bottom;
  const shift = BigInt(Math.max(0, bitLength(value.d) - bitLength(value.n) + 80));
  const scaled = Number((value.n << shift) / value.d);
  return scaled * 2 ** -Number(shift);
}

/** Whole part towards minus infinity. */
export function floorOf(value: Rational): bigint {
  const quotient = value.n / value.d;
  return value.n < 0n && quotient * value.d !== value.n ? quotient - 1n : quotient;
}
