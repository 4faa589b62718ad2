import type { Problem } from "./problem";
import type { Random } from "./random";
import { parseChain, stateChain } from "./statement-chain";
import { parseLinear, stateLinear } from "./statement-linear";
import { parseModular, stateModular } from "./statement-modular";

/** A problem as the text a solver sees; the wording is chosen by `random`. */
export function writeStatement(problem: Problem, random: Random): string {
  switch (problem.family) {
    case "chain":
      return stateChain(problem, random);
    case "linear":
      return stateLinear(problem, random);
    case "modular":
      return stateModular(problem, random);
  }
}

/** The structure behind a statement of this generator, from its text alone; null for any other text. */
export function parseStatement(statement: string): Problem | null {
  return parseChain(statement) ?? parseLinear(statement) ?? parseModular(statement);
}
