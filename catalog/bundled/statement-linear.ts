import type { LinearProblem } from "./problem";
import type { Random } from "./random";

const WORDINGS = ["Solve {e} for x.", "Find x: {e}.", "What is x if {e}?"];

function equation(problem: LinearProblem): string {
  switch (problem.form) {
    case "ax+b=c":
      return `${problem.a}x+${problem.b}=${problem.c}`;
    case "ax+b=kx+d":
      return `${problem.a}x+${problem.b}=${problem.k}x+${problem.d}`;
    case "a(x+b)+c=d":
      return `${problem.a}(x+${problem.b})+${problem.c}=${problem.d}`;
  }
}

/** The problem as text; which of the wordings is used comes from `random`. */
export function stateLinear(problem: LinearProblem, random: Random): string {
  return random.pick(WORDINGS).replace("{e}", equation(problem));
}

const sentence = /^(?:Solve (\S+) for x\.|Find x: (\S+)\.|What is x if (\S+)\?)$/;

/** Reads a statement written by `stateLinear`; null when it is not one. */
export function parseLinear(statement: string): LinearProblem | null {
  const found = sentence.exec(statement.trim());
  const text = found?.[1] ?? found?.[2] ?? found?.[3];
  if (!text) return null;
  return readTwoStep(text) ?? readBothSides(text) ?? readBracket(text);
}

function numbers(pattern: RegExp, text: string): number[] | null {
  const found = pattern.exec(text);
  return found ? found.slice(1).map(Number) : null;
}

function readTwoStep(text: string): LinearProblem | null {
  const [a, b, c] = numbers(/^(\d+)x\+(\d+)=(\d+)$/, text) ?? [];
  if (a === undefined || b === undefined || c === undefined) return null;
  return { family: "linear", form: "ax+b=c", a, b, c };
}

function readBothSides(text: string): LinearProblem | null {
  const [a, b, k, d] = numbers(/^(\d+)x\+(\d+)=(\d+)x\+(\d+)$/, text) ?? [];
  if (a === undefined || b === undefined || k === undefined || d === undefined) return null;
  return { family: "linear", form: "ax+b=kx+d", a, b, k, d };
}

function readBracket(text: string): LinearProblem | null {
  const [a, b, c, d] = numbers(/^(\d+)\(x\+(\d+)\)\+(\d+)=(\d+)$/, text) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return { family: "linear", form: "a(x+b)+c=d", a, b, c, d };
}
