import {
  compute,
  mistakeFor,
  operandValue,
  type Problem,
  planSteps,
  type Random,
  solveSteps,
  writeExpression,
} from "@/catalog/bundled";

export interface JudgeExample {
  candidate: string;
  /** Index of the first wrong step from 0, or null for a right solution. */
  firstWrongStep: number | null;
  answer: string;
}

interface CandidateStep {
  line: string;
  value: number;
}

const WRONG_OPERAND_SHARE = 0.25;
const SECOND_LOOK_SHARE = 0.12;

/** A candidate solution, wrong in half of the cases, and the judge's answer: each step done again beside it. */
export function judgeExample(problem: Problem, random: Random): JudgeExample {
  const plans = planSteps(problem);
  const wrongStep = random.chance(0.5) ? random.integer(0, plans.length - 1) : null;
  const steps = candidateSteps(problem, wrongStep, random);
  const exact = solveSteps(problem);
  const firstWrong = steps.findIndex((step, index) => step.value !== exact[index]?.value);
  const firstWrongStep = firstWrong === -1 ? null : firstWrong;
  return {
    candidate: writeCandidate(steps, random),
    firstWrongStep,
    answer: writeJudgement(steps, exact, firstWrongStep),
  };
}

function candidateSteps(problem: Problem, wrongStep: number | null, random: Random): CandidateStep[] {
  const values: number[] = [];
  return planSteps(problem).map(({ operator, left, right }, index) => {
    let leftValue = operandValue(left, values);
    const rightValue = operandValue(right, values);
    let value = compute(operator, leftValue, rightValue);
    if (index === wrongStep) {
      if (random.chance(WRONG_OPERAND_SHARE)) {
        leftValue = mistakeFor(leftValue, random);
        value = compute(operator, leftValue, rightValue);
      } else value = mistakeFor(value, random);
    }
    values.push(value);
    const expression = writeExpression(operator, leftValue, rightValue);
    return { line: writeLine(expression, value, random), value };
  });
}

function writeLine(expression: string, value: number, random: Random): string {
  const line = `${expression}=${value}`;
  if (!random.chance(SECOND_LOOK_SHARE)) return line;
  const first = random.chance(0.5) ? value : mistakeFor(value, random);
  return `${expression}=${first}. Wait, ${line}`;
}

function writeCandidate(steps: CandidateStep[], random: Random): string {
  const numbered = random.chance(0.4);
  const lines = steps.map(({ line }, index) => `${numbered ? `STEP${index + 1}: ` : ""}${line}.\n`);
  return `${lines.join("")}\\boxed{${steps.at(-1)?.value}}`;
}

function writeJudgement(
  steps: CandidateStep[],
  exact: { expression: string; value: number }[],
  firstWrongStep: number | null,
): string {
  const checked = firstWrongStep === null ? exact : exact.slice(0, firstWrongStep + 1);
  const lines = checked.map(({ expression, value }, index) => {
    const mark = index === firstWrongStep ? "bad" : "ok";
    return `STEP${index + 1} ${expression}=${value}, ${steps[index]?.value} ${mark}.\n`;
  });
  const named = firstWrongStep === null ? "STEP-1" : `STEP${firstWrongStep + 1}`;
  return `${lines.join("")}\\boxed{${named}}\n<verdict>${firstWrongStep === null ? 1 : 0}</verdict>`;
}
