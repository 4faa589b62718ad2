import { bootstrapProblems } from "@/measure";
import { type Chart, ends } from "../chart";
import { type RateLine, rateDots } from "./rate-charts";
import type { Rate } from "./run-facts";

/** A solution with its outcome and what single verifications said of it: 1 no error, 0 an error. */
export type JudgedSolution = { problemId: string; right: number; values: readonly number[]; group: string };

const RESAMPLES = 2_000;
const HALF = 0.5;

/** Right solutions called right, wrong ones called right, and right ones there are; of verifications or of majorities. */
type Tally = { called: number; falseCalls: number; right: number };

/**
 * F1 of the class "right solution", as OPV-Bench has it: recall over right solutions, precision against wrong ones that
 * no error is seen in. Outcomes tell no step, so a wrong solution is found out by any error: the rough criterion.
 */
export function verifierF1(solutions: readonly JudgedSolution[], note: string, empty: string): Chart {
  const groups = [...new Set(solutions.map(({ group }) => group))];
  return rateDots(
    {
      name: "f1",
      title: "F1 of the verifier",
      note: `${note} Right solutions are to be found: recall is the share of them in which no error is seen, precision the share of right ones among all in which none is seen. The outcome of the answer is the truth, so that any error seen in a wrong solution counts (rough criterion). A tie of the majority counts half. Bars are 95 % bootstrap intervals over problems.`,
      empty,
      summary:
        groups.length > 1
          ? ""
          : `Only ${groups[0] ?? ""} so far; a run with the other setting stands beside it.`,
    },
    groups.flatMap((group, index): RateLine[] => {
      const own = solutions.filter((solution) => solution.group === group);
      const series = index === 0 ? 3 : 6;
      const line = (
        what: string,
        of: (tally: Tally) => number | null,
        votes: (values: readonly number[]) => readonly number[],
      ) => ({
        what: `${group}: ${what}`,
        series,
        rate: bootstrapped(own, of, votes, `${group} ${what}`),
      });
      const each = (values: readonly number[]) => values.map((value) => (value > HALF ? 1 : 0));
      return [
        line("F1 of one verification", f1, each),
        line("F1 of the majority", f1, (values) => [majorityOf(values)]),
        line("precision of one", precision, each),
        line("recall of one", recall, each),
      ];
    }),
    "share, %",
  );
}

/** 1 where most say right, 0 where most say wrong, half for a tie. */
export function majorityOf(values: readonly number[]): number {
  const rate = values.reduce((sum, value) => sum + (value > HALF ? 1 : 0), 0) / values.length;
  return rate > HALF ? 1 : rate < HALF ? 0 : HALF;
}

/** Right solutions that are called right, of all right ones; null where there is none. */
export function recall({ called, right }: Tally): number | null {
  return right === 0 ? null : called / right;
}

/** Right solutions of all that are called right; null where none is. */
export function precision({ called, falseCalls }: Tally): number | null {
  return called + falseCalls === 0 ? null : called / (called + falseCalls);
}

/** Harmonic mean of precision and recall: 2·called ÷ (called + falseCalls + right). */
export function f1({ called, falseCalls, right }: Tally): number | null {
  return right === 0 ? null : (2 * called) / (called + falseCalls + right);
}

function bootstrapped(
  solutions: readonly JudgedSolution[],
  of: (tally: Tally) => number | null,
  votes: (values: readonly number[]) => readonly number[],
  seed: string,
): Rate | null {
  const byProblem = new Map<string, Tally>();
  let samples = 0;
  for (const { problemId, right, values } of solutions) {
    const said = votes(values);
    const kept = byProblem.get(problemId) ?? { called: 0, falseCalls: 0, right: 0 };
    const yes = said.reduce((sum, value) => sum + value, 0);
    byProblem.set(problemId, {
      called: kept.called + (right === 1 ? yes : 0),
      falseCalls: kept.falseCalls + (right === 1 ? 0 : yes),
      right: kept.right + (right === 1 ? said.length : 0),
    });
    samples += said.length;
  }
  const tallies = [...byProblem.values()];
  const sumOf = (indices: Iterable<number>) => {
    const sum = { called: 0, falseCalls: 0, right: 0 };
    for (const index of indices) {
      const tally = tallies[index];
      if (tally === undefined) continue;
      sum.called += tally.called;
      sum.falseCalls += tally.falseCalls;
      sum.right += tally.right;
    }
    return sum;
  };
  const value = of(sumOf(tallies.keys()));
  if (value === null) return null;
  const interval = bootstrapProblems(tallies.length, (drawn) => of(sumOf(drawn)), {
    seed,
    resamples: RESAMPLES,
  });
  return { value, ...ends(interval), samples };
}
