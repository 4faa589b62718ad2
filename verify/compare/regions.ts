import type { Budget } from "../numeric/budget";
import { isReal } from "../numeric/complex";
import { evaluate } from "../numeric/evaluate";
import { samplePoint } from "../numeric/hash-point";
import type { Node } from "../parse/ast";
import { neg } from "../parse/nodes";
import { allOf, type CompareContext, type Verdict } from "./context";
import { infinitySign, scalarsEqual } from "./scalars";

/** An end of an interval: its value as a double for ordering, and its expression for comparing. */
export type End = { value: number; node: Node; closed: boolean };
export type Interval = { low: End; high: End };

/** A subset of the reals: disjoint intervals (points have equal closed ends) from left to right. */
export type Region = readonly Interval[];

const INFINITY: Node = { t: "const", name: "inf" };

export const WHOLE_LINE: Region = [
  {
    low: { value: Number.NEGATIVE_INFINITY, node: neg(INFINITY), closed: false },
    high: { value: Number.POSITIVE_INFINITY, node: INFINITY, closed: false },
  },
];

/** The value of a constant real end, infinities included; `null` for anything else. */
export function endOf(node: Node, closed: boolean, budget: Budget): End | null {
  const sign = infinitySign(node);
  if (sign !== 0) return { value: sign * Number.POSITIVE_INFINITY, node, closed: false };
  const point = { ...samplePoint(0, [], new Set()), symbol: () => ({ re: Number.NaN, im: 0, err: 0 }) };
  const value = evaluate(node, point, budget);
  return value === null || !isReal(value) ? null : { value: value.re, node, closed };
}

export function interval(low: End, high: End): Region {
  if (low.value > high.value) return [];
  if (sameValue(low.value, high.value) && !(low.closed && high.closed)) return [];
  return [{ low, high }];
}

export function pointRegion(end: End): Region {
  return [{ low: { ...end, closed: true }, high: { ...end, closed: true } }];
}

/** Everything below (or from `low` on, above) a bound. */
export function below(high: End): Region {
  return interval(lineEnds().low, high);
}

export function above(low: End): Region {
  return interval(low, lineEnds().high);
}

function lineEnds(): Interval {
  const [whole] = WHOLE_LINE;
  if (whole === undefined) throw new Error("the line has two ends");
  return whole;
}

export function union(a: Region, b: Region): Region {
  const sorted = [...a, ...b].sort(
    (x, y) => x.low.value - y.low.value || Number(y.low.closed) - Number(x.low.closed),
  );
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || !touches(last.high, next.low)) merged.push(next);
    else if (isBeyond(next.high, last.high)) merged[merged.length - 1] = { low: last.low, high: next.high };
  }
  return merged;
}

function touches(high: End, low: End): boolean {
  if (sameValue(high.value, low.value)) return high.closed || low.closed;
  return low.value < high.value;
}

function isBeyond(a: End, b: End): boolean {
  return sameValue(a.value, b.value) ? a.closed && !b.closed : a.value > b.value;
}

export function complement(region: Region): Region {
  let rest: Region = WHOLE_LINE;
  for (const part of region) {
    const left = below({ ...part.low, closed: !part.low.closed && Number.isFinite(part.low.value) });
    const right = above({ ...part.high, closed: !part.high.closed && Number.isFinite(part.high.value) });
    rest = intersection(
      rest,
      union(
        part.low.value === Number.NEGATIVE_INFINITY ? [] : left,
        part.high.value === Number.POSITIVE_INFINITY ? [] : right,
      ),
    );
  }
  return rest;
}

export function intersection(a: Region, b: Region): Region {
  const parts: Interval[] = [];
  for (const x of a) {
    for (const y of b) {
      const low = isBefore(x.low, y.low) ? y.low : x.low;
      const high = isBeyond(x.high, y.high) ? y.high : x.high;
      parts.push(...interval(low, high));
    }
  }
  return union(parts, []);
}

/** Whether the low end `a` admits more than the low end `b`. */
function isBefore(a: End, b: End): boolean {
  return sameValue(a.value, b.value) ? a.closed && !b.closed : a.value < b.value;
}

function sameValue(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

/** Equal sets: as many parts, the same ends, open or closed alike. */
export function regionsEqual(a: Region, b: Region, ctx: CompareContext): Verdict {
  if (a.length !== b.length) return false;
  return allOf(
    a.map((part, i) => {
      const other = b[i];
      return other === undefined
        ? false
        : allOf([endsEqual(part.low, other.low, ctx), endsEqual(part.high, other.high, ctx)]);
    }),
  );
}

function endsEqual(a: End, b: End, ctx: CompareContext): Verdict {
  return a.closed === b.closed && scalarsEqual(a.node, b.node, ctx);
}
