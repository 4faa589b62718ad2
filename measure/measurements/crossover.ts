/** The difference of two pass@k curves at one k. */
export interface DifferenceAt {
  k: number;
  difference: number;
}

export type Crossing = "ahead throughout" | "crossover" | "behind throughout" | "catches up" | "mixed";

/**
 * Whether an advantage lasts as k grows (RAPO, arXiv 2510.03865), and the k at which it ends: the first point above 0 whose
 * next one is not, interpolated linearly in log2 k. Points ascend in k. Null for no points.
 */
export function crossing(points: readonly DifferenceAt[]): { kind: Crossing; k: number | null } | null {
  if (points.length === 0) return null;
  const isAhead = points.map(({ difference }) => difference > 0);
  const turns = isAhead.filter((ahead, index) => index > 0 && ahead !== isAhead[index - 1]).length;
  const [first] = isAhead;
  if (turns === 0) return { kind: first ? "ahead throughout" : "behind throughout", k: null };
  if (turns > 1) return { kind: "mixed", k: crossingAt(points) };
  return first ? { kind: "crossover", k: crossingAt(points) } : { kind: "catches up", k: null };
}

function crossingAt(points: readonly DifferenceAt[]): number | null {
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    if (next === undefined || point.difference <= 0 || next.difference > 0) continue;
    const part = point.difference / (point.difference - next.difference);
    return point.k * (next.k / point.k) ** part;
  }
  return null;
}

/** Upper 95 % bound of a solve rate of which none of n samples was right: 1 − 0.05^(1/n). */
export function zeroSuccessBound(samples: number): number {
  return 1 - 0.05 ** (1 / samples);
}
