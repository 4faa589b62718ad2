import type { ModularProblem } from "./problem";
import type { Random } from "./random";

const WORDINGS = ["What is {e}?", "Find {e}.", "Compute {e}."];

function expression(problem: ModularProblem): string {
  switch (problem.form) {
    case "a+c":
      return `(${problem.a}+${problem.c}) mod ${problem.m}`;
    case "a*b+c":
      return `(${problem.a}*${problem.b}+${problem.c}) mod ${problem.m}`;
    case "a*b+d*e":
      return `(${problem.a}*${problem.b}+${problem.d}*${problem.e}) mod ${problem.m}`;
  }
}

/** The problem as text; which of the wordings is used comes from `random`. */
export function stateModular(problem: ModularProblem, random: Random): string {
  return random.pick(WORDINGS).replace("{e}", expression(problem));
}

const sentence = /^(?:What is|Find|Compute) \((\d+)(?:\*(\d+))?\+(\d+)(?:\*(\d+))?\) mod (\d+)[.?]$/;

/** Reads a statement written by `stateModular`; null when it is not one. */
export function parseModular(statement: string): ModularProblem | null {
  const found = sentence.exec(statement.trim());
  if (!found) return null;
  const [a, b, c, e, m] = found.slice(1).map((text) => (text === undefined ? undefined : Number(text)));
  if (a === undefined || c === undefined || m === undefined) return null;
  if (b === undefined) return e === undefined ? { family: "modular", form: "a+c", a, c, m } : null;
  if (e === undefined) return { family: "modular", form: "a*b+c", a, b, c, m };
  return { family: "modular", form: "a*b+d*e", a, b, d: c, e, m };
}
