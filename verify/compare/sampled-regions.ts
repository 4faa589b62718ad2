import type { Budget } from "../numeric/budget";
import { evaluate, type Point } from "../numeric/evaluate";
import { samplePoint } from "../numeric/hash-point";
import { freeSymbols, type Node } from "../parse/ast";
import type { Verdict } from "./context";
import type { Link } from "./form";
import type { Interval, Region } from "./regions";

/** Regions with more parts than this are not compared by sampling. */
const MAX_PARTS = 12;
/** Steps around every border and inside every part at which the relations are tried. */
const FRACTIONS: readonly number[] = [0.001, 0.137, 0.37, 0.5, 0.619, 0.83, 0.999];
const BEYOND: readonly number[] = [1e-3, 0.11, 0.73, 2.3, 9.7, 101, 1e4];

/**
 * Whether relations in one real variable (`x^2 \le 4`, `|x-1| > 2`) hold exactly on a region: they are tried at its
 * borders, close to them on both sides, and at points within and between its parts. `null` where a value cannot be told.
 */
export function holdsExactlyOn(links: readonly Link[], region: Region, budget: Budget): Verdict {
  const symbols = new Set(links.flatMap((link) => [...freeSymbols(link.left), ...freeSymbols(link.right)]));
  const [name] = symbols;
  if (symbols.size !== 1 || name === undefined || name.endsWith("()") || region.length > MAX_PARTS)
    return null;
  if (links.some(({ op }) => op !== "<" && op !== "<=" && op !== "!=")) return null;
  const borders = region.flatMap(({ low, high }) => [low.value, high.value]).filter(Number.isFinite);
  const unique = [...new Set(borders)];
  if (unique.length === 0) return null;
  for (const x of [...unique, ...pointsAround(unique)]) {
    const holds = allHold(links, x, unique.includes(x), budget);
    if (holds === null) return null;
    if (holds !== region.some((part) => contains(part, x))) return false;
  }
  return true;
}

function pointsAround(borders: readonly number[]): number[] {
  const sorted = [...borders].sort((a, b) => a - b);
  const points = sorted.flatMap((x) => [x - 1e-6 * (1 + Math.abs(x)), x + 1e-6 * (1 + Math.abs(x))]);
  for (const [i, x] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next !== undefined) points.push(...FRACTIONS.map((fraction) => x + fraction * (next - x)));
  }
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  return [...points, ...BEYOND.map((step) => first - step), ...BEYOND.map((step) => last + step)];
}

function contains({ low, high }: Interval, x: number): boolean {
  if (x < low.value || (x === low.value && !low.closed)) return false;
  return x < high.value || (x === high.value && high.closed);
}

/** Whether all relations hold at `x`; at a border a difference within the error bounds counts as none. */
function allHold(links: readonly Link[], x: number, isBorder: boolean, budget: Budget): boolean | null {
  for (const { op, left, right } of links) {
    const [a, b] = [valueAt(left, x, budget), valueAt(right, x, budget)];
    if (a === null || b === null) return null;
    const close = Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
    if (close && !isBorder) return null;
    const holds = close ? op === "<=" : op === "!=" ? true : a < b;
    if (!holds) return false;
  }
  return true;
}

function valueAt(node: Node, x: number, budget: Budget): number | null {
  const point: Point = { ...samplePoint(0, [], new Set()), symbol: () => ({ re: x, im: 0, err: 0 }) };
  const value = evaluate(node, point, budget);
  return value === null || Math.abs(value.im) > value.err ? null : value.re;
}
