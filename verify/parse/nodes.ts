import { integer } from "../numeric/rational";
import type { Node, NodeOf, RelationOp } from "./ast";

export function int(value: bigint | number): Node {
  return { t: "num", value: integer(value), decimals: 0 };
}

export function sym(name: string): Node {
  return { t: "sym", name };
}

export function fn(name: string, ...args: Node[]): Node {
  return { t: "fn", name, args };
}

export function neg(arg: Node): Node {
  if (arg.t === "num")
    return { t: "num", value: { n: -arg.value.n, d: arg.value.d }, decimals: arg.decimals };
  return arg.t === "neg" ? arg.arg : { t: "neg", arg };
}

/** Adds to the last sum in place of nesting, so that long sums stay flat. */
export function add(left: Node, right: Node): Node {
  if (left.t === "add") {
    left.items.push(right);
    return left;
  }
  return { t: "add", items: [left, right] };
}

/** Multiplies into the last product, keeping the order of factors. */
export function mul(left: Node, right: Node): Node {
  const factors = right.t === "mul" ? right.items : [right];
  if (left.t !== "mul") return { t: "mul", items: [left, ...factors] };
  for (const factor of factors) left.items.push(factor);
  return left;
}

export function div(top: Node, bottom: Node): NodeOf<"div"> {
  return { t: "div", top, bottom };
}

export function pow(base: Node, exponent: Node): Node {
  return { t: "pow", base, exponent };
}

const FLIPPED: ReadonlyMap<string, RelationOp> = new Map([
  [">", "<"],
  [">=", "<="],
  ["ni", "in"],
  ["supset", "subset"],
  ["supseteq", "subseteq"],
  ["notsupset", "notsubset"],
  ["notsupseteq", "notsubseteq"],
]);

/**
 * A chain of relations with every sign pointing left to right: `3 > x > 1` becomes `1 < x < 3`. A chain that points both
 * ways becomes the conjunction of its links.
 */
export function relation(ops: readonly string[], items: readonly Node[]): Node {
  const flips = ops.some((op) => FLIPPED.has(op));
  if (!flips) return { t: "rel", ops: ops as RelationOp[], items: [...items] };
  if (ops.every((op) => FLIPPED.has(op) || isSymmetric(op))) {
    const turned = ops.map((op) => FLIPPED.get(op) ?? (op as RelationOp)).reverse();
    return { t: "rel", ops: turned, items: [...items].reverse() };
  }
  const links = ops.map((op, i) => relation([op], items.slice(i, i + 2)));
  return { t: "list", joiner: "and", items: links };
}

function isSymmetric(op: string): boolean {
  return op === "=" || op === "!=" || op === "~";
}
