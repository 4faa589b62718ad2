import type { Problem } from "./problem";
import { compute, operandValue, planSteps, writeExpression } from "./steps";

export interface SolvedStep {
  /** As written, for example `51*5`. */
  expression: string;
  value: number;
}

/** The exact solution, step by step. The last value is the gold answer. */
export function solveSteps(problem: Problem): SolvedStep[] {
  const values: number[] = [];
  return planSteps(problem).map(({ operator, left, right }) => {
    const [leftValue, rightValue] = [operandValue(left, values), operandValue(right, values)];
    const value = compute(operator, leftValue, rightValue);
    values.push(value);
    return { expression: writeExpression(operator, leftValue, rightValue), value };
  });
}

/** The answer of a problem, a whole number. */
export function answerOf(problem: Problem): number {
  const last = solveSteps(problem).at(-1);
  if (!last) throw new RangeError("a problem has at least one step");
  return last.value;
}
