import type { Budget } from "../numeric/budget";
import { evaluate, type Point } from "../numeric/evaluate";
import { samplePoint } from "../numeric/hash-point";
import { freeSymbols, type Node } from "../parse/ast";
import { div, neg } from "../parse/nodes";
import { substitute } from "../parse/substitute";
import type { Link } from "./form";
import {
  above,
  below,
  complement,
  endOf,
  intersection,
  pointRegion,
  type Region,
  union,
  WHOLE_LINE,
} from "./regions";

/** The solutions of relations that all hold, in one real symbol that occurs linearly or inside one absolute value. */
export function solveLinks(
  links: readonly Link[],
  budget: Budget,
): { region: Region; variable: string } | null {
  const symbols = new Set(links.flatMap((link) => [...freeSymbols(link.left), ...freeSymbols(link.right)]));
  const [variable] = symbols;
  if (symbols.size !== 1 || variable === undefined || variable.endsWith("()")) return null;
  let region: Region = WHOLE_LINE;
  for (const link of links) {
    const solved = solveLink(link, variable, budget);
    if (solved === null) return null;
    region = intersection(region, solved);
  }
  return { region, variable };
}

function solveLink({ op, left, right }: Link, variable: string, budget: Budget): Region | null {
  if (op !== "<" && op !== "<=" && op !== "!=" && op !== "=") return null;
  const absolute = absoluteSide(left, right, variable);
  if (absolute !== null) return solveAbsolute(op, absolute, budget);
  const slopeAndRoot = linearRoot({ t: "add", items: [left, neg(right)] }, variable, budget);
  if (slopeAndRoot === null) return null;
  const { rising, node } = slopeAndRoot;
  const end = endOf(node, op === "<=" || op === "=", budget);
  if (end === null) return null;
  if (op === "=") return pointRegion(end);
  if (op === "!=") return complement(pointRegion(end));
  return rising ? below(end) : above(end);
}

/** `|x|` (or `|z|`) alone on one side of a constant. */
function absoluteSide(left: Node, right: Node, variable: string): { bound: Node; inside: boolean } | null {
  if (isAbsolute(left, variable) && freeSymbols(right).size === 0) return { bound: right, inside: true };
  if (isAbsolute(right, variable) && freeSymbols(left).size === 0) return { bound: left, inside: false };
  return null;
}

function isAbsolute(node: Node, variable: string): boolean {
  const inner = node.t === "fn" && node.name === "abs" ? node.args[0] : undefined;
  return inner?.t === "sym" && inner.name === variable;
}

function solveAbsolute(
  op: string,
  { bound, inside }: { bound: Node; inside: boolean },
  budget: Budget,
): Region | null {
  const closed = op === "<=";
  const high = endOf(bound, closed, budget);
  const low = endOf(neg(bound), closed, budget);
  if (high === null || low === null || op === "=" || op === "!=") return null;
  if (high.value < 0) return inside ? [] : WHOLE_LINE;
  return inside ? intersection(above(low), below(high)) : union(below(low), above(high));
}

/** The root of a function that three values show to be linear, as an expression, and whether it rises. */
function linearRoot(f: Node, variable: string, budget: Budget): { rising: boolean; node: Node } | null {
  const valueAt = (x: number): number | null => {
    const point: Point = { ...samplePoint(0, [], new Set()), symbol: () => ({ re: x, im: 0, err: 0 }) };
    const value = evaluate(f, point, budget);
    return value === null || Math.abs(value.im) > value.err ? null : value.re;
  };
  const [a, b] = [valueAt(0), valueAt(1)];
  if (a === null || b === null || a === b) return null;
  const slope = b - a;
  const scale = 1e-9 * (Math.abs(a) + Math.abs(b) + Math.abs(slope));
  for (const x of [2, -3.7, 61.3, -217.9, 1e4, -1e4]) {
    const value = valueAt(x);
    if (value === null || Math.abs(value - a - x * slope) > Math.abs(x) * scale) return null;
  }
  const atZero = substitute(f, variable, 0);
  const run: Node = { t: "add", items: [substitute(f, variable, 1), neg(atZero)] };
  return { rising: slope > 0, node: directBound(f, variable) ?? div(neg(atZero), run) };
}

/** In `x - c` and `c - x` the root is written there. */
function directBound(f: Node, variable: string): Node | null {
  if (f.t !== "add" || f.items.length !== 2) return null;
  const [left, right] = f.items;
  if (left?.t === "sym" && left.name === variable && right !== undefined && freeSymbols(right).size === 0)
    return neg(right);
  const turned = right?.t === "neg" ? right.arg : null;
  if (turned?.t === "sym" && left !== undefined && freeSymbols(left).size === 0) return left;
  return null;
}
