import { drawProblem, familiesOf } from "./draw-problem";
import { type Family, LEVELS, type Level } from "./problem";
import { seededRandom } from "./random";
import { answerOf } from "./solve-steps";
import { writeStatement } from "./statement";

/** The seed of the benchmark that every instance ships with. Another seed is another version. */
export const DEFAULT_BENCHMARK_SEED = 20260;
/** Problems of the shipped benchmark: ten a level. */
export const DEFAULT_BENCHMARK_SIZE = 60;

export interface BundledProblem {
  /** Stable within a version: `l3-linear-07` is the seventh problem of level 3. */
  id: string;
  /** Position in the benchmark, from 0. */
  ordinal: number;
  statement: string;
  /** The whole-number answer as text. */
  gold: string;
  answerKind: "integer";
  level: Level;
  family: Family;
}

export interface BundledBenchmark {
  seed: number;
  problems: BundledProblem[];
}

/**
 * The bundled benchmark of a seed: levels 1 to 6 in turn, families in turn within a level, every statement once.
 * Pure: the same seed and size give the same problems on every machine.
 */
export function generateBenchmark(options: { seed?: number; size?: number } = {}): BundledBenchmark {
  const { seed = DEFAULT_BENCHMARK_SEED, size = DEFAULT_BENCHMARK_SIZE } = options;
  if (!Number.isSafeInteger(size) || size < 1 || size > 10_000)
    throw new RangeError("size must be a whole number from 1 to 10000");
  if (!Number.isInteger(seed) || Math.abs(seed) > 2 ** 31 - 1)
    throw new RangeError("seed must be a whole number below 2^31");
  const random = seededRandom(seed);
  const seen = new Set<string>();
  const problems: BundledProblem[] = [];
  const order = levelsInOrder(size);
  const countByLevel = new Map<Level, number>();
  order.forEach((level, ordinal) => {
    const index = countByLevel.get(level) ?? 0;
    countByLevel.set(level, index + 1);
    const family = familyInTurn(level, index);
    for (;;) {
      const problem = drawProblem(family, level, random);
      const statement = writeStatement(problem, random);
      if (seen.has(statement)) continue;
      seen.add(statement);
      const id = `l${level}-${family}-${String(index + 1).padStart(2, "0")}`;
      const gold = String(answerOf(problem));
      problems.push({ id, ordinal, statement, gold, answerKind: "integer", level, family });
      return;
    }
  });
  return { seed, problems };
}

/** Levels in rising order, as equally many of each as the size allows (easy ones first when it does not divide). */
function levelsInOrder(size: number): Level[] {
  return LEVELS.flatMap((level) => {
    const count = Math.floor(size / LEVELS.length) + (level <= size % LEVELS.length ? 1 : 0);
    return Array.from({ length: count }, () => level);
  });
}

/** Families take turns; the turn starts with another family at each level, so that none is favoured overall. */
function familyInTurn(level: Level, index: number): Family {
  const families = familiesOf(level);
  const family = families[(index + level - 2 + families.length) % families.length];
  if (!family) throw new RangeError(`level ${level} has no family`);
  return family;
}
