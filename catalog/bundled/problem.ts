/** The three kinds of problem of the bundled benchmark. */
export const FAMILIES = ["chain", "linear", "modular"] as const;
export type Family = (typeof FAMILIES)[number];

/** Difficulty = number of steps of the worked solution. */
export const LEVELS = [1, 2, 3, 4, 5, 6] as const;
export type Level = (typeof LEVELS)[number];

export type ChainOperation =
  | { kind: "add"; amount: number }
  | { kind: "subtract"; amount: number }
  | { kind: "multiply"; amount: number }
  | { kind: "halve" };

/** A word problem: one quantity changed step by step. One operation per level. */
export interface ChainProblem {
  family: "chain";
  person: string;
  object: string;
  start: number;
  operations: ChainOperation[];
}

/**
 * A linear equation in x. Level 2: `ax+b=c`; level 3: `ax+b=kx+d`; level 4: `a(x+b)+c=d`.
 * Letters are the coefficients of these forms.
 */
export type LinearProblem =
  | { family: "linear"; form: "ax+b=c"; a: number; b: number; c: number }
  | { family: "linear"; form: "ax+b=kx+d"; a: number; b: number; k: number; d: number }
  | { family: "linear"; form: "a(x+b)+c=d"; a: number; b: number; c: number; d: number };

/** A remainder. Level 2: `(a+c) mod m`; level 3: `(a*b+c) mod m`; level 4: `(a*b+d*e) mod m`. */
export type ModularProblem =
  | { family: "modular"; form: "a+c"; a: number; c: number; m: number }
  | { family: "modular"; form: "a*b+c"; a: number; b: number; c: number; m: number }
  | { family: "modular"; form: "a*b+d*e"; a: number; b: number; d: number; e: number; m: number };

/** The structure of a bundled problem, without its wording. */
export type Problem = ChainProblem | LinearProblem | ModularProblem;
