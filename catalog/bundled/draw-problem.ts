import { drawChain } from "./draw-chain";
import { drawLinear } from "./draw-linear";
import { drawModular } from "./draw-modular";
import type { Family, Level, Problem } from "./problem";
import type { Random } from "./random";

/** The families that exist at a level: all three at levels 2 to 4, chains alone elsewhere. */
export function familiesOf(level: Level): readonly Family[] {
  return level >= 2 && level <= 4 ? ["chain", "linear", "modular"] : ["chain"];
}

/** A random problem of the family and level; throws when the family does not exist at that level. */
export function drawProblem(family: Family, level: Level, random: Random): Problem {
  if (family === "chain") return drawChain(level, random);
  if (level !== 2 && level !== 3 && level !== 4) throw new RangeError(`${family} has no level ${level}`);
  return family === "linear" ? drawLinear(level, random) : drawModular(level, random);
}
