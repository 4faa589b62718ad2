import type { OutcomeCounts } from "@/contracts/outcome";
import type { SampledMatrix } from "./run-matrix";

/** How many samples had each outcome, and how many planned ones have none. Always shown beside a score. */
export function countOutcomes(matrix: SampledMatrix): { outcomes: OutcomeCounts; missing: number } {
  const outcomes: OutcomeCounts = {
    correct: 0,
    incorrect: 0,
    unparsed: 0,
    truncated: 0,
    refused: 0,
    undecided: 0,
    infra_error: 0,
  };
  let judged = 0;
  for (const { outcome } of matrix.problems.flat()) {
    if (outcome === null) continue;
    outcomes[outcome] += 1;
    judged += 1;
  }
  return { outcomes, missing: matrix.samplesPerProblem * matrix.problems.length - judged };
}
