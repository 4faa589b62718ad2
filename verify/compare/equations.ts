import { type Complex, isReal, minus, modulus, over } from "../numeric/complex";
import { evaluate } from "../numeric/evaluate";
import { ANY_SIGN, POINT_COUNT, samplePoint } from "../numeric/hash-point";
import { freeSymbols, type Node } from "../parse/ast";
import { neg } from "../parse/nodes";
import { render } from "../parse/render";
import { numeratorOf } from "./cleared";
import { allOf, anyOf, type CompareContext, decide, type Verdict } from "./context";
import type { Link } from "./form";
import { integerSymbols } from "./integer-symbols";
import { scalarsEqual } from "./scalars";

const ARITHMETIC = new Set(["=", "!=", "<", "<=", "~"]);
const SYMMETRIC = new Set(["parallel", "perp", "similar", "congruent", "equiv"]);
const TOLERANCE = 1e-10;
const MIN_AGREEING = 3;

/** Whether two conjunctions of relations say the same: as many links, each with a partner. */
export function linksEqual(a: readonly Link[], b: readonly Link[], ctx: CompareContext): Verdict {
  if (a.length !== b.length || a.length > 24) return decide(ctx, false, "relations");
  return allOf(a.map((link) => anyOf(b.map((other) => linkEqual(link, other, ctx)))));
}

function linkEqual(a: Link, b: Link, ctx: CompareContext): Verdict {
  if (a.op !== b.op) return decide(ctx, false, "relation sign");
  if (!ARITHMETIC.has(a.op)) {
    const straight = sidesEqual(a.left, b.left, ctx) && sidesEqual(a.right, b.right, ctx);
    const crossed =
      SYMMETRIC.has(a.op) && sidesEqual(a.left, b.right, ctx) && sidesEqual(a.right, b.left, ctx);
    return decide(ctx, straight || crossed, "same relation");
  }
  if ([a.left, a.right, b.left, b.right].every((side) => freeSymbols(side).size === 0)) {
    const same = sidesEqual(a.left, b.left, ctx) && sidesEqual(a.right, b.right, ctx);
    return decide(ctx, same, "relation of constants");
  }
  const [f, g] = [difference(a), difference(b)];
  const direct = proportional(f, g, a.op === "<" || a.op === "<=", ctx);
  if (direct !== false || a.op !== "=") return direct;
  const [top, otherTop] = [numeratorOf(f), numeratorOf(g)];
  return top === f && otherTop === g ? direct : proportional(top, otherTop, false, ctx);
}

function sidesEqual(a: Node, b: Node, ctx: CompareContext): boolean {
  return render(a) === render(b) || scalarsEqual(a, b, ctx) === true;
}

function difference(link: Link): Node {
  return { t: "add", items: [link.left, neg(link.right)] };
}

/**
 * `f = 0` and `g = 0` are one equation when `f / g` is the same non-zero constant at all sample points; for inequalities
 * the constant must be positive.
 */
function proportional(f: Node, g: Node, oriented: boolean, ctx: CompareContext): Verdict {
  const symbols = [...new Set([...freeSymbols(f), ...freeSymbols(g)])];
  const integers = new Set([...integerSymbols(f), ...integerSymbols(g)]);
  let ratio: Complex | null = null;
  let agreeing = 0;
  for (let index = 0; index < POINT_COUNT; index++) {
    const point = samplePoint(index, symbols, integers);
    const [valueF, valueG] = [evaluate(f, point, ctx.budget), evaluate(g, point, ctx.budget)];
    if (valueF === null || valueG === null) continue;
    if (index >= ANY_SIGN && (point.trace.complexSeen || !(isReal(valueF) && isReal(valueG)))) continue;
    const next = over(valueF, valueG);
    if (next === null || modulus(next) <= 4 * next.err) {
      if (isZeroHere(valueF) && isZeroHere(valueG)) continue;
      return decide(ctx, false, "equation at sample points");
    }
    if (oriented && !(isReal(next) && next.re > 0)) return decide(ctx, false, "direction of an inequality");
    if (ratio !== null) {
      const gap = modulus(minus(next, ratio));
      const scale = modulus(ratio);
      if (gap > TOLERANCE * scale + 50 * (next.err + ratio.err))
        return decide(ctx, false, "equation at sample points");
      if (next.err <= 1e-8 * scale) agreeing++;
    } else if (next.err <= 1e-8 * modulus(next)) {
      ratio = next;
      agreeing = 1;
    }
  }
  return decide(ctx, agreeing >= MIN_AGREEING ? true : null, "equation up to a factor");
}

function isZeroHere(value: Complex): boolean {
  return modulus(value) <= 4 * value.err;
}
