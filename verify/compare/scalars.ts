import { EXACT_STEPS } from "../numeric/budget";
import { type Complex, complex, isReal, minus, modulus } from "../numeric/complex";
import { evaluate, type Point } from "../numeric/evaluate";
import { exactValue } from "../numeric/exact";
import { type Exact, UNDEFINED } from "../numeric/exact-result";
import { ANY_SIGN, POINT_COUNT, samplePoint, unitHash } from "../numeric/hash-point";
import { clearlyDiffer, magnitudeOf } from "../numeric/magnitude";
import { PRIMES, residue } from "../numeric/modular";
import { type Rational, sameRational, toNumber } from "../numeric/rational";
import { freeSymbols, type Node, someNode } from "../parse/ast";
import { substitute } from "../parse/substitute";
import { type CompareContext, decide, type Verdict } from "./context";
import { relativeTolerance, roundsTo, standsFor, withinPrecision, writtenDecimal } from "./decimals";
import { integerSymbols } from "./integer-symbols";

/** Sample points that must agree before an identity in symbols counts as one. */
const MIN_AGREEING = 3;

/**
 * Whether two scalar expressions are equal. In this order: exact rationals, decimals at their written precision, infinity,
 * remainders modulo two primes, values at sample points, and sizes beyond all doubles.
 */
export function scalarsEqual(a: Node, b: Node, ctx: CompareContext): Verdict {
  const exactA = exactValue(a, ctx.budget.part(EXACT_STEPS));
  const exactB = exactValue(b, ctx.budget.part(EXACT_STEPS));
  if (exactA === UNDEFINED || exactB === UNDEFINED) return decide(ctx, false, "undefined value");
  if (exactA !== null && exactB !== null) return rationalsEqual(a, b, exactA, exactB, ctx);
  const infinite = infinitiesEqual(a, b);
  if (infinite !== undefined) return decide(ctx, infinite, "infinity");
  const symbols = [...new Set([...freeSymbols(a), ...freeSymbols(b)])];
  if (symbols.length === 0) return constantsEqual(a, b, exactA, exactB, ctx);
  const modular = residuesEqual(a, b, symbols, ctx);
  if (modular !== null) return decide(ctx, modular, "identity modulo primes");
  return pointsAgree(a, b, symbols, ctx);
}

function rationalsEqual(a: Node, b: Node, exactA: Rational, exactB: Rational, ctx: CompareContext): Verdict {
  if (sameRational(exactA, exactB)) return decide(ctx, true, "exact rational");
  const { precisionDecimals } = ctx.policies;
  if (precisionDecimals !== null) {
    const close = withinPrecision(toNumber(exactA), toNumber(exactB), precisionDecimals);
    return decide(ctx, close, `rounded to ${precisionDecimals} decimals`);
  }
  const [decimalA, decimalB] = [writtenDecimal(a), writtenDecimal(b)];
  if (decimalA !== null && decimalB !== null)
    return decide(ctx, roundsTo(decimalA, decimalB), "written precision");
  if (decimalA !== null)
    return decide(ctx, standsFor(decimalA, toNumber(exactB), true, exactB.d === 1n), "written precision");
  if (decimalB !== null)
    return decide(ctx, standsFor(decimalB, toNumber(exactA), true, exactA.d === 1n), "written precision");
  return decide(ctx, false, "exact rational");
}

/** 1 or -1 for a bare infinity, 0 otherwise. */
export function infinitySign(node: Node): number {
  if (node.t === "const" && node.name === "inf") return 1;
  return node.t === "neg" ? -infinitySign(node.arg) : 0;
}

function infinitiesEqual(a: Node, b: Node): boolean | undefined {
  const [signA, signB] = [infinitySign(a), infinitySign(b)];
  if (signA === 0 && signB === 0) return undefined;
  return signA === signB;
}

function constantsEqual(a: Node, b: Node, exactA: Exact, exactB: Exact, ctx: CompareContext): Verdict {
  const hasDecimals = significantDigits(a) > 0 || significantDigits(b) > 0;
  const modular = hasDecimals ? null : residuesEqual(a, b, [], ctx);
  if (modular !== null) return decide(ctx, modular, "exact modulo primes");
  const point = samplePoint(0, [], new Set());
  const [valueA, valueB] = [evaluate(a, point, ctx.budget), evaluate(b, point, ctx.budget)];
  if (valueA !== null && valueB !== null) {
    const verdict = constantValuesEqual(a, b, valueA, valueB, ctx);
    if (verdict !== null) return verdict;
  } else if (ctx.budget.spend(1) && (isOpenLimit(a, valueA) || isOpenLimit(b, valueB)))
    return decide(ctx, false, "limit without a value");
  const [sizeA, sizeB] = [magnitudeOf(a, ctx.budget), magnitudeOf(b, ctx.budget)];
  if (sizeA !== null && sizeB !== null && clearlyDiffer(sizeA, sizeB)) return decide(ctx, false, "size");
  if (isZero(exactA) && sizeB !== null) return decide(ctx, false, "size");
  if (isZero(exactB) && sizeA !== null) return decide(ctx, false, "size");
  return decide(ctx, null, "undecided constant");
}

/** A limit, or a sum or product without end, that settles on no value. */
function isOpenLimit(node: Node, value: Complex | null): boolean {
  if (value !== null || node.t !== "big" || node.op === "int") return false;
  return node.op.startsWith("lim") || (node.high !== null && infinitySign(node.high) > 0);
}

function isZero(value: Exact): boolean {
  return value !== null && value !== UNDEFINED && value.n === 0n;
}

function constantValuesEqual(
  a: Node,
  b: Node,
  valueA: Complex,
  valueB: Complex,
  ctx: CompareContext,
): Verdict {
  const { precisionDecimals } = ctx.policies;
  const bothReal = isReal(valueA) && isReal(valueB);
  if (precisionDecimals !== null && bothReal) {
    return decide(
      ctx,
      withinPrecision(valueA.re, valueB.re, precisionDecimals),
      `rounded to ${precisionDecimals} decimals`,
    );
  }
  const decimalA = writtenDecimal(a);
  const decimalB = writtenDecimal(b);
  if (decimalA !== null && bothReal)
    return decide(ctx, standsFor(decimalA, valueB.re, false), "written precision");
  if (decimalB !== null && bothReal)
    return decide(ctx, standsFor(decimalB, valueA.re, false), "written precision");
  return decide(ctx, valuesAgree(valueA, valueB, toleranceOf(a, b)), "numeric value");
}

/** `null` where rounding errors leave it open. */
function valuesAgree(a: Complex, b: Complex, tolerance: number): Verdict {
  const scale = Math.max(modulus(a), modulus(b));
  const difference = modulus(minus(a, b));
  const err = a.err + b.err;
  if (difference > tolerance * scale + 50 * err) return false;
  if (difference <= tolerance * scale + 4 * err) return err <= 1e-8 * scale || err <= 1e-9 ? true : null;
  return null;
}

/** Equal modulo both primes at one random point each; `null` where the expressions are not rational functions. */
function residuesEqual(a: Node, b: Node, symbols: readonly string[], ctx: CompareContext): Verdict {
  let equal = true;
  for (const prime of PRIMES) {
    const bindings = new Map(
      symbols.map((name) => [name, 1000 + Math.floor(unitHash(name, prime) * (prime - 2000))]),
    );
    const valueA = residue(a, prime, bindings, ctx.budget);
    if (valueA === null) return null;
    const valueB = residue(b, prime, bindings, ctx.budget);
    if (valueB === null) return null;
    if (valueA !== valueB) equal = false;
  }
  return equal || (significantDigits(a) < 10 && significantDigits(b) < 10) ? equal : null;
}

/**
 * Compares values at sample points. Positive points come first; points with negative coordinates count only where both
 * sides and all their parts are real; a point where one side alone is real, or where neither is and no `i` is written,
 * counts only if no three others agree (roots and logarithms of negative numbers follow several conventions). One clear difference decides; an identity needs three clear agreements.
 */
function pointsAgree(a: Node, b: Node, symbols: readonly string[], ctx: CompareContext): Verdict {
  const tolerance = toleranceOf(a, b);
  const integers = new Set([...integerSymbols(a), ...integerSymbols(b)]);
  const imaginary = mentionsImaginary(a) || mentionsImaginary(b);
  let agreeing = 0;
  let mismatched = 0;
  for (let index = 0; index < POINT_COUNT; index++) {
    const point = samplePoint(index, symbols, integers);
    const areIntegers = integers.size > 0 && symbols.every((name) => integers.has(name));
    const valueA = evaluate(a, point, ctx.budget) ?? (areIntegers ? exactAt(a, symbols, point, ctx) : null);
    if (valueA === null) continue;
    const valueB = evaluate(b, point, ctx.budget) ?? (areIntegers ? exactAt(b, symbols, point, ctx) : null);
    if (valueB === null) continue;
    const bothReal = isReal(valueA) && isReal(valueB);
    if (index >= ANY_SIGN && (!bothReal || point.trace.complexSeen)) continue;
    if (!bothReal && (isReal(valueA) || isReal(valueB))) {
      mismatched++;
      continue;
    }
    const verdict = valuesAgree(valueA, valueB, tolerance);
    if (verdict === false && !bothReal && !imaginary) {
      mismatched++;
      continue;
    }
    if (verdict === false) return decide(ctx, false, "sample points");
    if (verdict === true) agreeing++;
  }
  return decide(ctx, agreeing >= MIN_AGREEING ? true : mismatched > 0 ? false : null, "sample points");
}

/** The exact value at a point of integers, where rounding errors leave a floor or a remainder open. */
function exactAt(node: Node, symbols: readonly string[], point: Point, ctx: CompareContext): Complex | null {
  const placed = symbols.reduce((tree, name) => substitute(tree, name, point.symbol(name).re), node);
  const value = exactValue(placed, ctx.budget.part(EXACT_STEPS));
  return value === null || value === UNDEFINED ? null : complex(toNumber(value));
}

/** Whether `i` is written out; only then is a difference between values off the real line more than a choice of branch. */
function mentionsImaginary(node: Node): boolean {
  return someNode(node, (each) => each.t === "const" && each.name === "i");
}

/** The most significant digits of any decimal literal in a tree; 0 without decimals. */
function significantDigits(node: Node): number {
  let most = 0;
  someNode(node, (each) => {
    if (each.t === "num" && each.decimals > 0) most = Math.max(most, writtenDecimal(each)?.significant ?? 0);
    return false;
  });
  return most;
}

function toleranceOf(a: Node, b: Node): number {
  return relativeTolerance(Math.max(significantDigits(a), significantDigits(b)));
}
