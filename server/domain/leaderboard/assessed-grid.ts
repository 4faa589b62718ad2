import type { AssessedGrid, MethodFact } from "@/contracts/chart";
import { budgetCurve, heimdall, newProblemsInterval, type PoolSample, type SampledMatrix } from "@/measure";
import type { Ctx } from "../ctx";
import { methodFacts } from "./method-facts";

/** Subsets that are walked for one curve; above, fewer problems are replayed. */
const MOST_SUBSETS = 1_000_000;
const RULES = ["pessimistic", "weighted-vote", "best-of-n", "majority"] as const;
/** The sweep of the pessimistic penalty: no penalty, usual weights, nearly the majority. */
const ALPHAS = [0, 0.05, 0.1, 0.2, 0.5, 1, 2, 10];
const USUAL_ALPHA = 0.1;

const REMEMBERED_GRIDS = 50;
const remembered = new Map<string, AssessedGrid>();

/**
 * Expected score of choosing from N solutions with M assessments each, for N and M in powers of two: every rule at all
 * assessments, the pessimistic rule at every M, and its penalty at all of both. Empty for a run without assessments.
 */
export async function assessedGrid(ctx: Ctx, runId: string): Promise<AssessedGrid> {
  const facts = await methodFacts(ctx, runId);
  const known = remembered.get(runId);
  if (known !== undefined) return known;
  const grid = gridOf(facts.items, Number(facts.method.params.alpha ?? USUAL_ALPHA), runId);
  const isWhole = facts.items.length > 0 && facts.items.every(({ outcome }) => outcome !== null);
  if (isWhole) remembered.set(runId, grid);
  const oldest = remembered.keys().next().value;
  if (remembered.size > REMEMBERED_GRIDS && oldest !== undefined) remembered.delete(oldest);
  return grid;
}

function gridOf(items: readonly MethodFact[], alpha: number, seed: string): AssessedGrid {
  const byProblem = new Map<string, MethodFact[]>();
  for (const item of items) byProblem.set(item.problemId, [...(byProblem.get(item.problemId) ?? []), item]);
  const all = [...byProblem.values()];
  const most = Math.max(0, ...items.map((item) => item.assessments.length));
  const samples = Math.min(Number.POSITIVE_INFINITY, ...all.map((own) => own.length));
  const empty = { problems: 0, totalProblems: all.length, cells: [] };
  if (most === 0 || all.length === 0) return empty;
  const problems = all.slice(0, Math.max(2, Math.floor(MOST_SUBSETS / 2 ** Math.min(samples, 19))));
  const replayed = problems.flat();
  const [solutions, votes] = [powers(samples), powers(most)];
  const cells: AssessedGrid["cells"] = [];
  const add = (rule: (typeof RULES)[number], weight: number, ns: readonly number[], assessments: number) => {
    const pool = poolOf(problems, assessments);
    const reducer = heimdall({ rule, alpha: weight });
    const points = budgetCurve(pool, ns, { reducer, kind: "imported", seed });
    for (const { k, score, perProblem } of points) {
      cells.push({
        rule,
        alpha: weight,
        solutions: k,
        assessments,
        score,
        interval: newProblemsInterval(perProblem, replayed.length),
        tokens: tokensOf(replayed, k, rule === "majority" ? 0 : assessments),
      });
    }
  };
  for (const rule of RULES) if (rule !== "pessimistic") add(rule, alpha, solutions, most);
  for (const assessments of votes) add("pessimistic", alpha, solutions, assessments);
  for (const weight of ALPHAS) if (weight !== alpha) add("pessimistic", weight, [samples], most);
  return { problems: problems.length, totalProblems: all.length, cells };
}

/** Tokens do not matter to a replay over N and M: every sample stands for none. */
function poolOf(problems: readonly (readonly MethodFact[])[], assessments: number): SampledMatrix {
  return {
    kind: "sampled",
    samplesPerProblem: problems[0]?.length ?? 0,
    classesRecorded: true,
    problems: problems.map((own) =>
      own.map(
        (item): PoolSample => ({
          outcome: item.outcome,
          answerClass: item.answerClass,
          tokens: 0,
          score: item.score,
          assessments: item.assessments.slice(0, assessments).map(({ value }) => value),
        }),
      ),
    ),
  };
}

/** Mean tokens of N solutions with M assessments each; null where any is unknown. */
function tokensOf(items: readonly MethodFact[], solutions: number, assessments: number): number | null {
  let sum = 0;
  for (const item of items) {
    if (item.promptTokens === null || item.completionTokens === null) return null;
    sum += item.promptTokens + item.completionTokens;
    for (const { tokens } of item.assessments.slice(0, assessments)) {
      if (tokens === null) return null;
      sum += tokens;
    }
  }
  return (solutions * sum) / items.length;
}

function powers(most: number): number[] {
  const values: number[] = [];
  for (let value = 1; value < most; value *= 2) values.push(value);
  return [...values, most];
}
