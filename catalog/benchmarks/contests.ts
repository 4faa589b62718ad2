import type { ProblemInput } from "@/contracts/benchmark";
import { firstCell, integerText, optionalCell, padded } from "./source";

const CONTEST_PAGE = /(20\d\d)_(AMC|AIME)_([A-Z0-9]+)_Problems\/Problem_(\d+)/;

/** A row of an AMC set: its page names year, paper and number, which make an id that no row order can change. */
export function amcProblem(row: Record<string, unknown>): ProblemInput {
  const url = firstCell(row, ["url"]);
  const [, year, , paper, number] = CONTEST_PAGE.exec(url) ?? [];
  if (year === undefined || paper === undefined || number === undefined)
    throw new Error(`The url ${url} names no contest problem.`);
  return {
    id: `${year}-${paper}-${padded(number, 2)}`,
    statement: firstCell(row, ["problem", "question"]),
    gold: integerText(firstCell(row, ["answer"])),
    category: `AMC ${paper} ${year}`,
    level: optionalCell(row, "difficulty"),
    publishedOn: `${year}-11-01`,
    aliases: [{ tool: "aops", alias: url }],
  };
}

/** A row of a MathArena folder (`answers.csv` with a statement per number) or of its hub table. */
export function matharenaProblem(
  row: Record<string, unknown>,
  index: number,
  facts: { prefix: string; publishedOn: string; integers: boolean },
): ProblemInput {
  const gold = firstCell(row, ["answer"]).trim();
  const number = index + 1;
  return {
    id: `${facts.prefix}-${padded(number, 2)}`,
    statement: firstCell(row, ["problem", "question", "prompt"]).trim(),
    gold: facts.integers ? integerText(gold) : gold,
    publishedOn: facts.publishedOn,
    aliases: [{ tool: "matharena", alias: String(number) }],
  };
}
