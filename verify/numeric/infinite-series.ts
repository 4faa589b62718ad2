import { type Complex, complex, EPSILON, exponential, logarithm, modulus, plus, times } from "./complex";
import { extrapolate } from "./extrapolation";

/** Terms of which Levin's transform is made. */
const FIRST_TERMS = 48;
/** A series that neither ends nor settles within this many terms has no value here. */
const MAX_TERMS = 1024;
/** Terms below this share of the sum, several in a row, end it. */
const NEGLIGIBLE = 1e-17;
const QUIET_TERMS = 5;
/** Relative error beyond which an extrapolated sum is no value. */
const MAX_ERROR = 5e-9;

type Term = (k: number) => Complex | null;

/**
 * The sum of `term(k)` from `start` on without end: directly where the terms vanish fast; else, for real terms, by Levin's
 * u-transform, or by Neville's extrapolation of the partial sums in the reciprocal of their length. `null` for sums that
 * diverge, also where such a method would give them a value.
 */
export function sumToInfinity(term: Term, start: number): Complex | null {
  let total = complex(0);
  let quiet = 0;
  const terms: number[] = [];
  const partial: { distance: number; value: Complex }[] = [];
  for (let count = 1; count <= MAX_TERMS; count++) {
    const value = term(start + count - 1);
    if (value === null) return null;
    total = plus(total, value);
    quiet = modulus(value) <= NEGLIGIBLE * modulus(total) ? quiet + 1 : 0;
    if (quiet >= QUIET_TERMS && count > 2 * QUIET_TERMS && modulus(total) > 0) return total;
    if (count >= 8 && (count & (count - 1)) === 0) partial.push({ distance: 1 / count, value: total });
    if (terms.length === FIRST_TERMS || value.im !== 0 || value.re === 0) continue;
    terms.push(value.re);
    if (terms.length < FIRST_TERMS) continue;
    if (!vanishes(terms)) return null;
    const sum = settled(transformed(terms));
    if (sum !== null) return sum;
  }
  return settled(extrapolate(partial));
}

function settled(value: Complex | null): Complex | null {
  return value !== null && value.err <= MAX_ERROR * Math.max(modulus(value), 1e-6) ? value : null;
}

/** The product of `term(k)` from `start` on: factors far from one are multiplied, the others enter as logarithms. */
export function productToInfinity(term: Term, start: number): Complex | null {
  let before = complex(1);
  let k = start;
  for (; k < start + FIRST_TERMS; k++) {
    const factor = term(k);
    if (factor === null) return null;
    if (factor.im === 0 && factor.re > 0.5 && factor.re < 2) break;
    before = times(before, factor);
  }
  const sum = sumToInfinity((each) => {
    const factor = term(each);
    return factor === null ? null : logarithm(factor);
  }, k);
  return sum === null ? null : times(before, exponential(sum));
}

/** Whether terms of one sign fall faster than the reciprocals, and terms of changing sign at all. */
function vanishes(terms: readonly number[]): boolean {
  const half = Math.floor(terms.length / 2);
  const [middle, last] = [terms[half - 1] ?? 0, terms.at(-1) ?? 0];
  const oneSign = terms.slice(half).every((each) => each > 0 === last > 0);
  const shrink = Math.abs(last / middle);
  return oneSign ? 2 * shrink < 0.98 : shrink < 0.98;
}

/** Levin's u-transform of the partial sums, at the order at which it moves least. */
function transformed(terms: readonly number[]): Complex | null {
  const sums: number[] = [];
  for (const each of terms) sums.push((sums.at(-1) ?? 0) + each);
  let best: Complex | null = null;
  const estimates: number[] = [];
  for (let order = 2; order < Math.min(terms.length, 40); order++) {
    const { value, noise } = levin(terms, sums, order);
    const [before, earlier] = [estimates.at(-1), estimates.at(-2)];
    estimates.push(value);
    if (before === undefined || earlier === undefined || !Number.isFinite(value)) continue;
    const err = 2 * (Math.abs(value - before) + Math.abs(before - earlier)) + noise;
    if (best === null || err < best.err) best = complex(value, 0, err);
  }
  return best;
}

function levin(
  terms: readonly number[],
  sums: readonly number[],
  order: number,
): { value: number; noise: number } {
  let [top, bottom, size] = [0, 0, 0];
  let choose = 1;
  for (let j = 0; j <= order; j++) {
    const weight = (choose * ((j + 1) / (order + 1)) ** (order - 1)) / ((j + 1) * (terms[j] ?? 1));
    top += weight * (sums[j] ?? 0);
    bottom += weight;
    size += Math.abs(weight * (sums[j] ?? 0));
    choose *= -(order - j) / (j + 1);
  }
  return { value: top / bottom, noise: (4 * EPSILON * size) / Math.abs(bottom) };
}
