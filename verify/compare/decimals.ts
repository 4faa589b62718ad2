import type { Rational } from "../numeric/rational";
import { toNumber } from "../numeric/rational";
import type { Node } from "../parse/ast";

/** A decimal as written: its value, its number of decimals, and its significant digits. */
export type WrittenDecimal = { value: Rational; decimals: number; significant: number };

/** Fewer significant digits than this do not stand for an exact value: 0.33 is not one third. */
const MIN_SIGNIFICANT = 6;
/** From this many digits on, a decimal is a printed double with a rounding error of its own. */
const DOUBLE_DIGITS = 14;
const DOUBLE_TOLERANCE = 1e-11;

/** The node as a bare decimal (a sign allowed), or `null`. */
export function writtenDecimal(node: Node): WrittenDecimal | null {
  if (node.t === "neg") {
    const inner = writtenDecimal(node.arg);
    return inner === null ? null : { ...inner, value: { n: -inner.value.n, d: inner.value.d } };
  }
  if (node.t !== "num" || node.decimals === 0) return null;
  const scaled = node.value.n * (10n ** BigInt(node.decimals) / node.value.d);
  const significant = (scaled < 0n ? -scaled : scaled).toString().length;
  return { value: node.value, decimals: node.decimals, significant };
}

/**
 * Whether a written decimal stands for a value that is not itself a decimal: within one unit of its last place, if it has
 * enough digits. `isExact` says that the value is a rational known to differ from the decimal.
 */
export function standsFor(
  decimal: WrittenDecimal,
  value: number,
  isExact: boolean,
  isInteger = false,
): boolean {
  if (isInteger && decimal.value.d === 1n) return false;
  const difference = Math.abs(toNumber(decimal.value) - value);
  const agrees = difference <= DOUBLE_TOLERANCE * Math.abs(value);
  if (agrees && (!isExact || decimal.significant >= DOUBLE_DIGITS)) return true;
  if (isInteger || decimal.significant < MIN_SIGNIFICANT) return false;
  return difference <= 1.000001 * 10 ** -decimal.decimals;
}

/** Two unequal decimals: the longer one may round to the shorter one, if that has enough digits. */
export function roundsTo(a: WrittenDecimal, b: WrittenDecimal): boolean {
  const difference = Math.abs(toNumber(a.value) - toNumber(b.value));
  const scale = Math.abs(toNumber(a.value));
  if (Math.max(a.significant, b.significant) >= DOUBLE_DIGITS && difference <= DOUBLE_TOLERANCE * scale)
    return true;
  const shorter = a.decimals < b.decimals ? a : b;
  if (a.decimals === b.decimals || shorter.significant < MIN_SIGNIFICANT) return false;
  return difference <= 0.5000001 * 10 ** -shorter.decimals;
}

/** Equal after rounding to `decimals` places; a value half way between two counts as either. */
export function withinPrecision(a: number, b: number, decimals: number): boolean {
  const scale = 10 ** decimals;
  const [low, high] = roundings(a * scale);
  return roundings(b * scale).some((rounded) => rounded === low || rounded === high);
}

function roundings(scaled: number): [number, number] {
  const slack = 1e-9 * Math.max(1, Math.abs(scaled));
  return [Math.round(scaled - slack), Math.round(scaled + slack)];
}

/** The relative tolerance of an expression: looser only where it contains printed doubles. */
export function relativeTolerance(significantDigits: number): number {
  return significantDigits >= 10 ? Math.max(1e-11, 10 ** (2 - significantDigits)) : 1e-11;
}
