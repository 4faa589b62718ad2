import type { ChainOperation, ChainProblem, LinearProblem, ModularProblem, Problem } from "./problem";

export type Operator = "+" | "-" | "*" | "/" | "mod";

/** A number of the statement, or the result of an earlier step (by index). */
export type Operand = { number: number } | { step: number };

/** One line of a solution, not yet computed: what is combined with what. */
export interface StepPlan {
  operator: Operator;
  left: Operand;
  right: Operand;
}

const number = (value: number): Operand => ({ number: value });
const step = (index: number): Operand => ({ step: index });

function operationStep(operation: ChainOperation, left: Operand): StepPlan {
  switch (operation.kind) {
    case "add":
      return { operator: "+", left, right: number(operation.amount) };
    case "subtract":
      return { operator: "-", left, right: number(operation.amount) };
    case "multiply":
      return { operator: "*", left, right: number(operation.amount) };
    case "halve":
      return { operator: "/", left, right: number(2) };
  }
}

function planChain(problem: ChainProblem): StepPlan[] {
  return problem.operations.map((operation, index) =>
    operationStep(operation, index === 0 ? number(problem.start) : step(index - 1)),
  );
}

function planLinear(problem: LinearProblem): StepPlan[] {
  switch (problem.form) {
    case "ax+b=c":
      return [
        { operator: "-", left: number(problem.c), right: number(problem.b) },
        { operator: "/", left: step(0), right: number(problem.a) },
      ];
    case "ax+b=kx+d":
      return [
        { operator: "-", left: number(problem.a), right: number(problem.k) },
        { operator: "-", left: number(problem.d), right: number(problem.b) },
        { operator: "/", left: step(1), right: step(0) },
      ];
    case "a(x+b)+c=d":
      return [
        { operator: "*", left: number(problem.a), right: number(problem.b) },
        { operator: "+", left: step(0), right: number(problem.c) },
        { operator: "-", left: number(problem.d), right: step(1) },
        { operator: "/", left: step(2), right: number(problem.a) },
      ];
  }
}

function planModular(problem: ModularProblem): StepPlan[] {
  const reduce = (index: number): StepPlan => ({
    operator: "mod",
    left: step(index),
    right: number(problem.m),
  });
  switch (problem.form) {
    case "a+c":
      return [{ operator: "+", left: number(problem.a), right: number(problem.c) }, reduce(0)];
    case "a*b+c":
      return [
        { operator: "*", left: number(problem.a), right: number(problem.b) },
        { operator: "+", left: step(0), right: number(problem.c) },
        reduce(1),
      ];
    case "a*b+d*e":
      return [
        { operator: "*", left: number(problem.a), right: number(problem.b) },
        { operator: "*", left: number(problem.d), right: number(problem.e) },
        { operator: "+", left: step(0), right: step(1) },
        reduce(2),
      ];
  }
}

/** The steps that solve a problem, in order; the last one gives the answer. */
export function planSteps(problem: Problem): StepPlan[] {
  switch (problem.family) {
    case "chain":
      return planChain(problem);
    case "linear":
      return planLinear(problem);
    case "modular":
      return planModular(problem);
  }
}

/** `left operator right`; division rounds down, so that a solver that went astray still gets a whole number. */
export function compute(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? 0 : Math.floor(left / right);
    case "mod":
      return ((left % right) + right) % right;
  }
}

/** The value of an operand, given the results of the steps so far. */
export function operandValue(operand: Operand, values: readonly number[]): number {
  if ("number" in operand) return operand.number;
  const value = values[operand.step];
  if (value === undefined) throw new RangeError(`step ${operand.step} has no value yet`);
  return value;
}

/** How a step is written: `51*5`, `77 mod 7`. */
export function writeExpression(operator: Operator, left: number, right: number): string {
  return operator === "mod" ? `${left} mod ${right}` : `${left}${operator}${right}`;
}
