import { childrenOf, freeSymbols, type Node } from "./ast";
import { div, fn, int, neg, pow } from "./nodes";

/** A derivative with more nodes than this is not written out. */
const MAX_NODES = 1500;
export const MAX_ORDER = 6;

/** The derivative of an expression with respect to a symbol, not simplified; `null` where a part of it has none that we know. */
export function derivative(node: Node, x: string, order = 1): Node | null {
  let result: Node | null = node;
  for (let n = 0; n < order && result !== null; n++) {
    result = differentiate(result, x);
    if (result !== null && sizeOf(result) > MAX_NODES) return null;
  }
  return result;
}

function sizeOf(node: Node): number {
  return childrenOf(node).reduce((total, child) => total + sizeOf(child), 1);
}

function product(...items: Node[]): Node {
  return { t: "mul", items };
}

function sum(...items: Node[]): Node {
  return { t: "add", items };
}

function differentiate(node: Node, x: string): Node | null {
  if (!freeSymbols(node).has(x)) return isNumeric(node) ? int(0) : null;
  switch (node.t) {
    case "sym":
      return int(1);
    case "neg": {
      const inner = differentiate(node.arg, x);
      return inner === null ? null : neg(inner);
    }
    case "add": {
      const parts = node.items.map((item) => differentiate(item, x));
      return parts.includes(null) ? null : sum(...parts.filter((part) => part !== null));
    }
    case "mul":
      return ofProduct(node.items, x);
    case "div": {
      const [top, bottom] = [differentiate(node.top, x), differentiate(node.bottom, x)];
      if (top === null || bottom === null) return null;
      return div(sum(product(top, node.bottom), neg(product(node.top, bottom))), pow(node.bottom, int(2)));
    }
    case "pow":
      return ofPower(node.base, node.exponent, x);
    case "fn": {
      const [arg, ...more] = node.args;
      const outer = arg === undefined || more.length > 0 ? null : slopeOf(node.name, arg);
      const inner = arg === undefined || outer === null ? null : differentiate(arg, x);
      return outer === null || inner === null ? null : product(outer, inner);
    }
    default:
      return null;
  }
}

/** Unknown functions and structures have no derivative; everything else that is free of `x` is a constant. */
function isNumeric(node: Node): boolean {
  const isValue = ["num", "sym", "const", "neg", "add", "mul", "div", "pow", "fn"].includes(node.t);
  return isValue && childrenOf(node).every(isNumeric);
}

function ofProduct(items: readonly Node[], x: string): Node | null {
  const terms: Node[] = [];
  for (const [i, item] of items.entries()) {
    if (!freeSymbols(item).has(x)) {
      if (!isNumeric(item)) return null;
      continue;
    }
    const part = differentiate(item, x);
    if (part === null) return null;
    terms.push(product(...items.slice(0, i), part, ...items.slice(i + 1)));
  }
  return sum(...terms);
}

function ofPower(base: Node, exponent: Node, x: string): Node | null {
  const [slope, growth] = [differentiate(base, x), differentiate(exponent, x)];
  if (slope === null || growth === null) return null;
  const byBase = product(exponent, pow(base, sum(exponent, int(-1))), slope);
  if (!freeSymbols(exponent).has(x)) return byBase;
  const byExponent = product(pow(base, exponent), fn("ln", base), growth);
  return freeSymbols(base).has(x) ? sum(byBase, byExponent) : byExponent;
}

/** The derivative of a function of one argument at that argument. */
function slopeOf(name: string, arg: Node): Node | null {
  const square = pow(arg, int(2));
  const root = (inside: Node): Node => fn("sqrt", inside);
  switch (name) {
    case "exp":
      return fn("exp", arg);
    case "ln":
    case "log":
      return div(int(1), arg);
    case "sqrt":
      return div(int(1), product(int(2), root(arg)));
    case "sin":
      return fn("cos", arg);
    case "cos":
      return neg(fn("sin", arg));
    case "tan":
      return pow(fn("sec", arg), int(2));
    case "cot":
      return neg(pow(fn("csc", arg), int(2)));
    case "sec":
      return product(fn("sec", arg), fn("tan", arg));
    case "csc":
      return neg(product(fn("csc", arg), fn("cot", arg)));
    case "sinh":
      return fn("cosh", arg);
    case "cosh":
      return fn("sinh", arg);
    case "tanh":
      return pow(fn("sech", arg), int(2));
    case "asin":
      return div(int(1), root(sum(int(1), neg(square))));
    case "acos":
      return neg(div(int(1), root(sum(int(1), neg(square)))));
    case "atan":
      return div(int(1), sum(int(1), square));
    default:
      return null;
  }
}
