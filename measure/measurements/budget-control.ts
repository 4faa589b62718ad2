import { mean } from "../numeric/mean";

/** One point of a method whose thinking is bounded: mean thinking tokens reached, and accuracy there. */
export interface BudgetReached {
  tokens: number;
  accuracy: number;
}

/** Share of samples whose thinking tokens lie within what was asked for; null for no samples (s1: Control). */
export function budgetControl(
  thinkingTokens: readonly number[],
  asked: { min: number; max: number },
): number | null {
  return mean(thinkingTokens.map((tokens) => (tokens >= asked.min && tokens <= asked.max ? 1 : 0)));
}

/** Mean slope of accuracy over all pairs of budgets, per token; null for fewer than two different ones (s1: Scaling). */
export function budgetScaling(points: readonly BudgetReached[]): number | null {
  const slopes = points.flatMap((left) =>
    points
      .filter((right) => right.tokens > left.tokens)
      .map((right) => (right.accuracy - left.accuracy) / (right.tokens - left.tokens)),
  );
  return mean(slopes);
}
