import type { Node, NodeOf } from "../parse/ast";
import type { Budget } from "./budget";
import {
  type Complex,
  complex,
  EPSILON,
  isFiniteComplex,
  negated,
  over,
  plus,
  raise,
  times,
} from "./complex";
import { applyFunction } from "./complex-functions";
import { basedValue } from "./exact";
import { UNDEFINED } from "./exact-result";
import { gammaOf } from "./gamma";
import { productToInfinity, sumToInfinity } from "./infinite-series";
import { limitAt } from "./limits";
import { valueByCases } from "./pieces";
import { integrate } from "./quadrature";
import { toNumber } from "./rational";

/** Where symbols are looked up; `unknown` gives unknown functions a value that depends smoothly on their arguments. */
export type Point = {
  /** Set when any part of an expression had a value that is not real. */
  trace: { complexSeen: boolean };
  /** Sums, integrals and limits that are open around a value; beyond `MAX_NESTED` nothing has one. */
  nested?: number;
  symbol: (name: string) => Complex;
  unknown: (head: string, args: readonly Complex[]) => Complex;
};

const MAX_LOOP = 20_000;
const MAX_NESTED = 4;
/** Steps that one sum without end, or one limit, may take. */
const SERIES_STEPS = 150_000;
const DEGREE = complex(Math.PI / 180);

/** The complex value of an expression at a point; `null` where it is undefined, overflows, or is not a number at all. */
export function evaluate(node: Node, point: Point, budget: Budget): Complex | null {
  if (!budget.spend(1)) return null;
  const value = compute(node, point, budget);
  if (value === null || !isFiniteComplex(value)) return null;
  if (value.im !== 0) point.trace.complexSeen = true;
  return value;
}

function compute(node: Node, point: Point, budget: Budget): Complex | null {
  const recurse = (each: Node): Complex | null => evaluate(each, point, budget);
  switch (node.t) {
    case "num":
      return number(node);
    case "sym":
      return point.symbol(node.name);
    case "const":
      return constant(node.name);
    case "neg": {
      const value = recurse(node.arg);
      return value === null ? null : negated(value);
    }
    case "add":
      return fold(node.items, plus, recurse);
    case "mul":
      return fold(node.items, times, recurse);
    case "div":
      return both(recurse(node.top), recurse(node.bottom), over);
    case "pow":
      return powerOf(node, recurse);
    case "fn": {
      if (node.name === "cases") return valueByCases(node, recurse);
      const args = allOf(node.args, recurse);
      return args === null ? null : applyFunction(node.name, args);
    }
    case "apply": {
      const args = allOf(node.args, recurse);
      const [only] = args ?? [];
      if (node.head === "Gamma" && args?.length === 1 && only !== undefined) return gammaOf(only);
      return args === null ? null : point.unknown(node.head, args);
    }
    case "percent":
      return both(recurse(node.arg), complex(100), over);
    case "degree":
      return both(recurse(node.arg), DEGREE, times);
    case "based": {
      const value = basedValue(node);
      return value === null || value === UNDEFINED ? null : complex(toNumber(value));
    }
    case "big":
      if ((point.nested ?? 0) >= MAX_NESTED) return null;
      if (node.op === "int") return integral(node, point, budget);
      return node.op === "sum" || node.op === "prod"
        ? series(node, point, budget)
        : limit(node, point, budget);
    default:
      return null;
  }
}

function number(node: NodeOf<"num">): Complex {
  const value = toNumber(node.value);
  const exact = node.value.d === 1n && Number.isSafeInteger(value);
  return { re: value, im: 0, err: exact ? 0 : EPSILON * Math.abs(value) };
}

function constant(name: NodeOf<"const">["name"]): Complex | null {
  if (name === "pi") return complex(Math.PI);
  if (name === "e") return complex(Math.E);
  return name === "i" ? { re: 0, im: 1, err: 0 } : null;
}

function both(
  a: Complex | null,
  b: Complex | null,
  join: (a: Complex, b: Complex) => Complex | null,
): Complex | null {
  return a === null || b === null ? null : join(a, b);
}

function fold(
  items: readonly Node[],
  join: (a: Complex, b: Complex) => Complex,
  recurse: (node: Node) => Complex | null,
): Complex | null {
  let total: Complex | null = null;
  for (const item of items) {
    const value = recurse(item);
    if (value === null) return null;
    total = total === null ? value : join(total, value);
  }
  return total;
}

function allOf(nodes: readonly Node[], recurse: (node: Node) => Complex | null): Complex[] | null {
  const values: Complex[] = [];
  for (const node of nodes) {
    for (const item of node.t === "group" && node.open === "{" ? node.items : [node]) {
      const value = recurse(item);
      if (value === null) return null;
      values.push(value);
    }
  }
  return values;
}

function powerOf(node: NodeOf<"pow">, recurse: (node: Node) => Complex | null): Complex | null {
  const exponent = recurse(node.exponent);
  if (exponent === null) return null;
  if (node.base.t !== "const" || node.base.name !== "e") return both(recurse(node.base), exponent, raise);
  return applyFunction("exp", [exponent]);
}

function bind(point: Point, variable: string, value: Complex): Point {
  const nested = (point.nested ?? 0) + 1;
  return { ...point, nested, symbol: (name) => (name === variable ? value : point.symbol(name)) };
}

function series(node: NodeOf<"big">, point: Point, budget: Budget): Complex | null {
  if (node.low === null || node.high === null) return null;
  if (infiniteSign(node.high) > 0) return seriesWithoutEnd(node, node.low, point, budget);
  const low = evaluate(node.low, point, budget);
  const high = evaluate(node.high, point, budget);
  if (low === null || high === null || !Number.isInteger(low.re) || !Number.isInteger(high.re)) return null;
  if (high.re - low.re > MAX_LOOP) return null;
  let total = complex(node.op === "sum" ? 0 : 1);
  for (let k = low.re; k <= high.re; k++) {
    const term = evaluate(node.body, bind(point, node.variable, complex(k)), budget);
    if (term === null) return null;
    total = node.op === "sum" ? plus(total, term) : times(total, term);
  }
  return total;
}

/** A sum or product up to infinity, or over all integers. */
function seriesWithoutEnd(node: NodeOf<"big">, low: Node, point: Point, whole: Budget): Complex | null {
  const budget = whole.part(SERIES_STEPS);
  const term = (k: number): Complex | null =>
    evaluate(node.body, bind(point, node.variable, complex(k)), budget);
  const [toInfinity, join] = node.op === "sum" ? [sumToInfinity, plus] : [productToInfinity, times];
  if (infiniteSign(low) < 0)
    return both(
      toInfinity(term, 0),
      toInfinity((k) => term(-k), 1),
      join,
    );
  const first = evaluate(low, point, budget);
  return first === null || !Number.isInteger(first.re) ? null : toInfinity(term, first.re);
}

function limit(node: NodeOf<"big">, point: Point, whole: Budget): Complex | null {
  const budget = whole.part(SERIES_STEPS);
  const target = bound(node.low, point, budget);
  if (target === null) return null;
  const f = (x: number): Complex | null =>
    evaluate(node.body, bind(point, node.variable, complex(x)), budget);
  return limitAt(f, target, node.op === "lim" ? 0 : node.op === "lim+" ? 1 : -1);
}

/**
 * A definite integral by quadrature. An indefinite one has no value; it is represented by a fixed linear combination of
 * values of its integrand, so that two of them are equal exactly when their integrands are.
 */
function integral(node: NodeOf<"big">, point: Point, budget: Budget): Complex | null {
  const at = (x: number): Complex | null =>
    evaluate(node.body, bind(point, node.variable, complex(x)), budget);
  if (node.low === null && node.high === null) {
    const [a, b] = [at(0.7301), at(1.9173)];
    return a === null || b === null ? null : plus(times(complex(0.6180339), a), times(complex(1.3247179), b));
  }
  const low = bound(node.low, point, budget);
  const high = bound(node.high, point, budget);
  return low === null || high === null ? null : integrate(at, low, high);
}

function bound(node: Node | null, point: Point, budget: Budget): number | null {
  if (node === null) return null;
  const sign = infiniteSign(node);
  if (sign !== 0) return sign * Number.POSITIVE_INFINITY;
  const value = evaluate(node, point, budget);
  return value === null || Math.abs(value.im) > value.err ? null : value.re;
}

function infiniteSign(node: Node): number {
  if (node.t === "const" && node.name === "inf") return 1;
  return node.t === "neg" && node.arg.t === "const" && node.arg.name === "inf" ? -1 : 0;
}
