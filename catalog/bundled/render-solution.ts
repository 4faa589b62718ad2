import type { Problem } from "./problem";
import type { Random } from "./random";
import { compute, operandValue, planSteps, writeExpression } from "./steps";

/** How a noisy solver errs; probabilities per step. */
export interface Noise {
  /** A step's value comes out wrong. */
  errorRate: number;
  /** A wrong value is noticed at once and the step done again, after "Wait,". */
  noticedShare: number;
  /** A right value is checked again, after "Wait,". */
  recheckRate: number;
}

/** The exact solution: no errors, no second looks. */
export const NO_NOISE: Noise = { errorRate: 0, noticedShare: 0, recheckRate: 0 };

/** The noise of the bundled model's training data; unnoticed errors at 0.06 a step bound its pass@1. */
export const TEACHER_NOISE: Noise = { errorRate: 0.15, noticedShare: 0.6, recheckRate: 0.15 };

export interface RenderedStep {
  /** What was computed, with the values the solver had at that point. */
  expression: string;
  /** The value that the solver goes on with. */
  value: number;
  /** The line as written, second looks included, without a full stop at the end. */
  line: string;
  /** The step equals the step of the exact solution (so a step that builds on an error is not right). */
  right: boolean;
}

export interface RenderedSolution {
  /** The whole text: one line a step, then `\boxed{answer}`. */
  text: string;
  steps: RenderedStep[];
  answer: number;
  /** The answer equals the gold. */
  correct: boolean;
}

/** A value near `value`, never equal to it: off by one, two or ten, or with two digits swapped. */
export function mistakeFor(value: number, random: Random): number {
  const kind = random.integer(1, 100);
  if (kind <= 10 && value >= 10) {
    const digits = [...String(value)];
    const swapped = Number([...digits.slice(0, -2), digits.at(-1), digits.at(-2)].join(""));
    if (swapped !== value) return swapped;
  }
  const distance = kind <= 55 ? 1 : kind <= 70 ? 2 : 10;
  const sign = value < distance || random.chance(0.5) ? 1 : -1;
  return value + sign * distance;
}

/**
 * A worked solution of a problem with the given noise. Errors that are not noticed are carried on,
 * as a solver would carry them. Scheme: a noisy teacher whose samples differ, so that voting has something to do.
 */
export function renderSolution(problem: Problem, random: Random, noise: Noise): RenderedSolution {
  const steps: RenderedStep[] = [];
  const values: number[] = [];
  const exact: number[] = [];
  for (const { operator, left, right } of planSteps(problem)) {
    const [leftValue, rightValue] = [operandValue(left, values), operandValue(right, values)];
    const expression = writeExpression(operator, leftValue, rightValue);
    const trueValue = compute(operator, leftValue, rightValue);
    const { line, value } = writeStep(expression, trueValue, random, noise);
    const goldValue = compute(operator, operandValue(left, exact), operandValue(right, exact));
    exact.push(goldValue);
    values.push(value);
    steps.push({ expression, value, line, right: value === goldValue });
  }
  const last = steps.at(-1);
  if (!last) throw new RangeError("a problem has at least one step");
  const text = [...steps.map((step) => `${step.line}.\n`), `\\boxed{${last.value}}`].join("");
  return { text, steps, answer: last.value, correct: last.right };
}

function writeStep(
  expression: string,
  trueValue: number,
  random: Random,
  noise: Noise,
): { line: string; value: number } {
  const again = `Wait, ${expression}=${trueValue}`;
  if (random.chance(noise.errorRate)) {
    const wrong = mistakeFor(trueValue, random);
    const line = `${expression}=${wrong}`;
    if (random.chance(noise.noticedShare)) return { line: `${line}. ${again}`, value: trueValue };
    return { line, value: wrong };
  }
  const line = `${expression}=${trueValue}`;
  return { line: random.chance(noise.recheckRate) ? `${line}. ${again}` : line, value: trueValue };
}
