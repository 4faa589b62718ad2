import type { Node, NodeOf } from "../parse/ast";
import type { Budget } from "./budget";
import { type Exact, type ExactBindings, NO_BINDINGS, UNDEFINED } from "./exact-result";
import { integerFunction } from "./integer-functions";
import {
  add,
  compareRational,
  divide,
  exactRoot,
  integer,
  multiply,
  negate,
  ONE,
  power,
  type Rational,
  rational,
  ZERO,
} from "./rational";
import { exactSeries } from "./series";
import { towerResidue } from "./tower";

/**
 * The exact rational value of an expression; `null` where it is irrational, symbolic or too large, `UNDEFINED` where it
 * has no value (division by zero, 0^0).
 */
export function exactValue(node: Node, budget: Budget, bindings: ExactBindings = NO_BINDINGS): Exact {
  if (!budget.spend(1)) return null;
  const value = valueOfNode(node, budget, bindings);
  return value === null || value === UNDEFINED || budget.spendOn(value) ? value : null;
}

function valueOfNode(node: Node, budget: Budget, bindings: ExactBindings): Exact {
  const recurse = (each: Node): Exact => exactValue(each, budget, bindings);
  switch (node.t) {
    case "num":
      return node.value;
    case "sym":
      return bindings.get(node.name) ?? null;
    case "neg":
      return map(recurse(node.arg), negate);
    case "add":
      return fold(node.items, ZERO, add, recurse, budget);
    case "mul":
      return fold(node.items, ONE, multiply, recurse, budget);
    case "div":
      return quotient(recurse(node.top), recurse(node.bottom));
    case "pow":
      return exactPower(recurse(node.base), recurse(node.exponent));
    case "percent":
      return map(recurse(node.arg), (value) => divide(value, integer(100)));
    case "based":
      return basedValue(node);
    case "fn":
      return node.name === "mod" ? exactRemainder(node, recurse) : exactFunction(node, recurse);
    case "big":
      return node.op === "int" ? null : exactSeries(node, budget, bindings, exactValue);
    default:
      return null;
  }
}

function map(value: Exact, change: (value: Rational) => Rational | null): Exact {
  return value === null || value === UNDEFINED ? value : change(value);
}

function fold(
  items: readonly Node[],
  start: Rational,
  join: (a: Rational, b: Rational) => Rational | null,
  recurse: (node: Node) => Exact,
  budget: Budget,
): Exact {
  let total = start;
  for (const item of items) {
    const value = recurse(item);
    if (value === null || value === UNDEFINED) return value;
    const next = join(total, value);
    if (next === null || !budget.spendOn(next)) return null;
    total = next;
  }
  return total;
}

function quotient(top: Exact, bottom: Exact): Exact {
  if (bottom === UNDEFINED || top === UNDEFINED) return UNDEFINED;
  if (bottom !== null && bottom.n === 0n) return UNDEFINED;
  return top === null || bottom === null ? null : divide(top, bottom);
}

function exactPower(base: Exact, exponent: Exact): Exact {
  if (base === UNDEFINED || exponent === UNDEFINED) return UNDEFINED;
  if (base === null || exponent === null) return null;
  if (base.n === 0n && exponent.n <= 0n) return UNDEFINED;
  if (exponent.d === 1n) return power(base, exponent.n);
  if (exponent.d > 64n || base.n < 0n) return null;
  const root = exactRoot(base, Number(exponent.d));
  return root === null ? null : power(root, exponent.n);
}

/** The value of digits in a base; undefined where a digit does not belong to it. */
export function basedValue(node: NodeOf<"based">): Exact {
  const [whole = "", fraction = ""] = node.digits.split(".");
  let value = 0n;
  for (const digit of whole + fraction) {
    const each = Number.parseInt(digit, 36);
    if (Number.isNaN(each) || each >= node.base) return UNDEFINED;
    value = value * BigInt(node.base) + BigInt(each);
  }
  return rational(value, BigInt(node.base) ** BigInt(fraction.length));
}

/** `a mod n`, also where `a` is a tower too large to write out. */
function exactRemainder(node: NodeOf<"fn">, recurse: (node: Node) => Exact): Exact {
  const direct = exactFunction(node, recurse);
  const [value, modulus] = node.args;
  if (direct !== null || value === undefined || modulus === undefined) return direct;
  const exactInteger = (each: Node): bigint | null => {
    const known = recurse(each);
    return known === null || known === UNDEFINED || known.d !== 1n ? null : known.n;
  };
  const n = exactInteger(modulus);
  const residue = n === null ? null : towerResidue(value, n, exactInteger);
  return residue === null ? null : integer(residue);
}

function exactFunction(node: NodeOf<"fn">, recurse: (node: Node) => Exact): Exact {
  const args: Rational[] = [];
  for (const arg of node.args) {
    const items = arg.t === "group" && arg.open === "{" ? arg.items : [arg];
    for (const item of items) {
      const value = recurse(item);
      if (value === null || value === UNDEFINED) return value;
      args.push(value);
    }
  }
  const [first, second] = args;
  if (first === undefined) return null;
  switch (node.name) {
    case "sqrt":
      return first.n < 0n ? null : exactRoot(first, 2);
    case "cbrt":
      return exactRoot(first, 3);
    case "nthroot": {
      const degree = second ?? integer(2);
      return degree.d === 1n && degree.n >= 1n && degree.n <= 64n ? exactRoot(first, Number(degree.n)) : null;
    }
    case "abs":
      return first.n < 0n ? negate(first) : first;
    case "sign":
      return integer(first.n === 0n ? 0 : first.n < 0n ? -1 : 1);
    case "re":
    case "conj":
      return first;
    case "im":
      return ZERO;
    case "min":
      return args.reduce((a, b) => (compareRational(a, b) <= 0 ? a : b));
    case "max":
      return args.reduce((a, b) => (compareRational(a, b) >= 0 ? a : b));
    default:
      return integerFunction(node.name, args);
  }
}
