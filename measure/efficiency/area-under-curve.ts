/** Where a curve is evaluated: tokens and score of one point. */
export interface CurvePoint {
  tokens: number;
  score: number;
}

/**
 * Area under the accuracy–log-budget curve between two budgets, divided by the width in log tokens: the mean accuracy
 * over budgets that are equally likely on a log scale, in [0, 1]. Trapezoids, linear in log tokens between points.
 * Null unless the curve covers both budgets and from < to.
 */
export function areaUnderLogBudget(
  curve: readonly CurvePoint[],
  { from, to }: { from: number; to: number },
): number | null {
  const points = [...curve]
    .filter((point) => point.tokens > 0)
    .sort((left, right) => left.tokens - right.tokens);
  const start = scoreAt(points, from);
  const end = scoreAt(points, to);
  if (start === null || end === null || !(from > 0 && from < to)) return null;
  const inside = points.filter((point) => point.tokens > from && point.tokens < to);
  let area = 0;
  let last: CurvePoint = { tokens: from, score: start };
  for (const point of [...inside, { tokens: to, score: end }]) {
    area += (Math.log(point.tokens / last.tokens) * (point.score + last.score)) / 2;
    last = point;
  }
  return area / Math.log(to / from);
}

/** Score at a budget, linear in log tokens between the points around it; null outside of the curve. */
function scoreAt(sorted: readonly CurvePoint[], tokens: number): number | null {
  for (const [index, right] of sorted.entries()) {
    if (right.tokens < tokens) continue;
    if (right.tokens === tokens) return right.score;
    const left = sorted[index - 1];
    if (!left) return null;
    const share = Math.log(tokens / left.tokens) / Math.log(right.tokens / left.tokens);
    return left.score + share * (right.score - left.score);
  }
  return null;
}
