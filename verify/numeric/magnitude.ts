import type { Node, NodeOf } from "../parse/ast";
import type { Budget } from "./budget";
import { type Complex, complex } from "./complex";
import { evaluate } from "./evaluate";
import { exactValue } from "./exact";
import { UNDEFINED } from "./exact-result";
import { logFactorial } from "./gamma";
import { samplePoint } from "./hash-point";
import { integrate } from "./quadrature";
import { bitLength, type Rational } from "./rational";

/** A positive real of any size: `exp` applied `level` times to `x`, with `x` below `TOP` unless the level is 0. */
export type Magnitude = { level: number; x: number };

const TOP = 700;

/**
 * The size of a positive constant, however large: power towers, factorials of factorials, roots and products of them.
 * `null` where the sign is not plainly positive or the shape is not understood. Relative precision about 1e-9 in `x`.
 */
export function magnitudeOf(node: Node, budget: Budget): Magnitude | null {
  if (!budget.spend(1)) return null;
  const exact = exactValue(node, budget);
  if (exact === UNDEFINED) return null;
  if (exact !== null) return exact.n > 0n ? ofLog(logOf(exact)) : null;
  switch (node.t) {
    case "const":
      return node.name === "e" ? ofLog(1) : node.name === "pi" ? ofLog(Math.log(Math.PI)) : null;
    case "add":
      return largest(node.items, budget);
    case "mul":
      return product(node.items, budget);
    case "div": {
      const top = logMagnitude(magnitudeOf(node.top, budget));
      const bottom = logMagnitude(magnitudeOf(node.bottom, budget));
      return top === null || bottom === null ? null : ofLog(top - bottom);
    }
    case "pow":
      return raised(magnitudeOf(node.base, budget), magnitudeOf(node.exponent, budget));
    case "fn":
      return functionMagnitude(node.name, node.args, budget);
    case "big":
      return seriesMagnitude(node, budget);
    default:
      return null;
  }
}

/**
 * The size of a long sum or product of positive terms by the Euler-Maclaurin formula (the integral and half the ends),
 * which is as exact as `clearlyDiffer` needs once there are many terms.
 */
function seriesMagnitude(node: NodeOf<"big">, budget: Budget): Magnitude | null {
  if (node.op === "int" || node.low === null || node.high === null) return null;
  const [low, high] = [plainInteger(node.low, budget), plainInteger(node.high, budget)];
  if (low === null || high === null || high - low < 1000) return null;
  const point = samplePoint(0, [], new Set());
  const term = (k: number): Complex | null => {
    const value = evaluate(node.body, { ...point, symbol: () => complex(k) }, budget);
    if (value === null || value.im !== 0 || value.re <= 0) return null;
    return node.op === "prod" ? complex(Math.log(value.re)) : value;
  };
  const [first, last, middle] = [term(low), term(high), integrate(term, low, high)];
  if (first === null || last === null || middle === null) return null;
  const total = middle.re + (first.re + last.re) / 2;
  return node.op === "prod" ? ofLog(total) : total > 0 ? ofLog(Math.log(total)) : null;
}

function plainInteger(node: Node, budget: Budget): number | null {
  const value = exactValue(node, budget);
  if (value === null || value === UNDEFINED || value.d !== 1n) return null;
  const plain = Number(value.n);
  return Number.isFinite(plain) ? plain : null;
}

/** Whether two magnitudes differ beyond all doubt. */
export function clearlyDiffer(a: Magnitude, b: Magnitude): boolean {
  if (a.level === b.level) return Math.abs(a.x - b.x) > 1e-6 * Math.max(1, Math.abs(a.x), Math.abs(b.x));
  const [small, large] = a.level < b.level ? [a, b] : [b, a];
  if (large.level - small.level > 1) return true;
  const raisedSmall = Math.log(Math.max(small.x, 1e-300));
  return Math.abs(raisedSmall - large.x) > 1e-6 * Math.max(1, Math.abs(large.x));
}

function logOf(value: Rational): number {
  return logInteger(value.n) - logInteger(value.d);
}

function logInteger(value: bigint): number {
  const bits = bitLength(value);
  if (bits < 1000) return Math.log(Number(value));
  const shift = BigInt(bits - 60);
  return Math.log(Number(value >> shift)) + Number(shift) * Math.LN2;
}

function ofLog(log: number): Magnitude {
  return Math.abs(log) < TOP ? { level: 0, x: Math.exp(log) } : { level: 1, x: log };
}

/** The natural logarithm as a double, `null` where even that overflows. */
function logMagnitude(value: Magnitude | null): number | null {
  if (value === null) return null;
  if (value.level === 0) return value.x > 0 ? Math.log(value.x) : null;
  if (value.level === 1) return value.x;
  return value.level === 2 && value.x < TOP ? Math.exp(value.x) : null;
}

function exponentiate(value: Magnitude): Magnitude {
  if (value.level === 0 && value.x < TOP) return { level: 0, x: Math.exp(value.x) };
  return { level: value.level + 1, x: value.x };
}

function largest(items: readonly Node[], budget: Budget): Magnitude | null {
  let total: Magnitude | null = null;
  for (const item of items) {
    const each = magnitudeOf(item, budget);
    if (each === null) return null;
    if (total === null) total = each;
    else if (total.level === 0 && each.level === 0) total = ofLog(Math.log(total.x + each.x));
    else if (each.level > total.level || (each.level === total.level && each.x > total.x)) total = each;
  }
  return total;
}

function product(items: readonly Node[], budget: Budget): Magnitude | null {
  let log = 0;
  for (const item of items) {
    const each = logMagnitude(magnitudeOf(item, budget));
    if (each === null) return items.length === 1 ? null : largest(items, budget);
    log += each;
  }
  return ofLog(log);
}

/** `base ^ exponent = exp(exponent * log base)`; for towers the factor `log base` only shifts the second logarithm. */
function raised(base: Magnitude | null, exponent: Magnitude | null): Magnitude | null {
  if (base === null || exponent === null) return null;
  const log = logMagnitude(base);
  if (log === null) {
    const lifted = exponent.level === 0 ? { level: base.level, x: base.x } : exponent;
    return exponent.level === 0 ? lifted : exponentiate(exponent);
  }
  if (log <= 0) return null;
  const power = logMagnitude(exponent);
  if (power === null) return exponentiate(exponent);
  const logLog = power + Math.log(log);
  return logLog < Math.log(TOP)
    ? ofLog(Math.exp(logLog))
    : logLog < TOP
      ? { level: 1, x: Math.exp(logLog) }
      : { level: 2, x: logLog };
}

function functionMagnitude(name: string, args: readonly Node[], budget: Budget): Magnitude | null {
  const [first, second] = args;
  if (first === undefined) return null;
  const value = magnitudeOf(first, budget);
  if (value === null) return null;
  if (name === "sqrt" || name === "nthroot" || name === "cbrt") {
    const exact = second === undefined ? null : exactValue(second, budget);
    const degree =
      name === "sqrt" ? 2 : name === "cbrt" ? 3 : exact === null || exact === UNDEFINED ? 0 : Number(exact.n);
    return degree < 1 ? null : rooted(value, degree);
  }
  if (name === "exp") return exponentiate(value);
  if (name === "fact") {
    if (value.level === 0 && value.x < 1e300) return value.x < 1 ? null : ofLog(logFactorial(value.x));
    return value.level === 0 ? null : exponentiate(value);
  }
  if (name === "binom" && second !== undefined) {
    const k = magnitudeOf(second, budget);
    if (k === null || value.level > 0 || k.level > 0 || k.x >= value.x) return null;
    return ofLog(logFactorial(value.x) - logFactorial(k.x) - logFactorial(value.x - k.x));
  }
  return null;
}

function rooted(value: Magnitude, degree: number): Magnitude {
  if (value.level === 0) return { level: 0, x: value.x ** (1 / degree) };
  if (value.level === 1) return ofLog(value.x / degree);
  return value.level === 2 ? { level: 2, x: value.x - Math.log(degree) } : value;
}
