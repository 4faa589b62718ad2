import { Budget } from "../numeric/budget";
import { exactValue } from "../numeric/exact";
import { UNDEFINED } from "../numeric/exact-result";
import type { Node, NodeOf } from "../parse/ast";
import { add, int, mul, neg, pow, sym } from "../parse/nodes";
import { mapNode } from "../parse/substitute";
import { INDEX, patternOf, termNumber } from "./term-patterns";

const MAX_WRITTEN = 6;
const STEPS = 2000;

/**
 * Sums and products that are written with dots (`1+2+\cdots+n`, `1\cdot2\cdots6`, `1+\frac12+\frac14+\cdots`) as sums and
 * products over an index, where the terms before the dots show how they go on. Everything else stays as it is.
 */
export function withoutEllipses(node: Node): Node {
  let isClosed = false;
  const closed = mapNode(node, (each) => {
    const series = (each.t === "add" || each.t === "mul") && each.items.some(isDots) ? seriesOf(each) : null;
    if (series !== null) isClosed = true;
    return series;
  });
  return isClosed ? closed : node;
}

function isDots(node: Node): boolean {
  return node.t === "neg" ? isDots(node.arg) : node.t === "sym" && node.name === "...";
}

function seriesOf(node: NodeOf<"add"> | NodeOf<"mul">): Node | null {
  const dots = node.items.findIndex(isDots);
  const known = node.items.slice(0, dots);
  const behind = node.items.slice(dots + 1);
  if (known.length < 2 || known.length > MAX_WRITTEN || behind.length > 3) return null;
  const last = lastTerm(node.t, behind);
  const signs = known.map((term) => (isNegative(term) ? -1 : 1));
  const alternates = signs.every((sign, i) => sign === (signs[0] ?? 1) * (-1) ** i);
  if (node.t === "mul" || signs.every((sign) => sign === 1)) return series(node.t, known, last);
  if (!alternates || node.t !== "add") return null;
  const sizes = known.map((term) => (isNegative(term) ? neg(term) : term));
  const positive = series("add", sizes, last === null ? null : isNegative(last) ? neg(last) : last);
  if (positive?.t !== "big") return null;
  const sign = pow(int(-1), add(sym(INDEX), int(signs[0] === 1 ? 1 : 0)));
  return { ...positive, body: { t: "mul", items: [sign, positive.body] } };
}

function isNegative(term: Node): boolean {
  return term.t === "neg" || (term.t === "num" && term.value.n < 0n);
}

/** Of several terms behind the dots the last; factors that are no numbers are one term, as in `2\cdot4\cdots(2n)`. */
function lastTerm(kind: "add" | "mul", behind: readonly Node[]): Node | null {
  const last = behind.at(-1);
  if (last === undefined) return null;
  if (kind === "add" || behind.length === 1 || behind.every((each) => each.t === "num")) return last;
  return behind.reduce((a, b) => mul(a, b));
}

function series(kind: "add" | "mul", known: readonly Node[], last: Node | null): Node | null {
  const whole = seriesFrom(kind, known, last);
  const [first, ...rest] = known;
  if (whole !== null || first === undefined || rest.length < 2) return whole;
  const later = seriesFrom(kind, rest, last);
  return later === null ? null : kind === "add" ? add(first, later) : mul(first, later);
}

function seriesFrom(kind: "add" | "mul", known: readonly Node[], last: Node | null): Node | null {
  if (last === null && known.length < 3) return null;
  for (const terms of [known, asFractions(known)]) {
    const pattern = terms === null ? null : patternOf(terms);
    if (pattern === null) continue;
    const end = last === null ? null : (termNumber(pattern, last) ?? termNumber(pattern, asFraction(last)));
    if (last !== null && end === null) continue;
    const high: Node = end ?? { t: "const", name: "inf" };
    return {
      t: "big",
      op: kind === "add" ? "sum" : "prod",
      variable: INDEX,
      low: int(1),
      high,
      body: pattern.body,
    };
  }
  return null;
}

/** Terms that are rational numbers as fractions, so that `1` has the shape of `\frac12`. */
function asFractions(terms: readonly Node[]): Node[] | null {
  const fractions = terms.map(asFraction);
  return fractions.every((each, i) => each !== terms[i] || each.t === "div") ? fractions : null;
}

function asFraction(term: Node): Node {
  const value = exactValue(term, new Budget(STEPS));
  return value === null || value === UNDEFINED ? term : { t: "div", top: int(value.n), bottom: int(value.d) };
}
