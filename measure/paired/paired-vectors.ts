/** Per-problem values of one run in benchmark problem order; null where the run has no usable sample of a problem. */
export type ProblemVector = readonly (number | null)[];

/** d_i = a_i − b_i over the problems that both runs have, in problem order. */
export function pairedDifferences(a: ProblemVector, b: ProblemVector): number[] {
  const differences: number[] = [];
  for (let problem = 0; problem < a.length; problem++) {
    const difference = differenceAt(a, b, problem);
    if (difference !== null) differences.push(difference);
  }
  return differences;
}

/** Number of shared problems, mean difference d̄ and its standard error sqrt(Σ(d_i − d̄)²/(M−1)/M). */
export interface PairedMoments {
  problems: number;
  difference: number;
  standardError: number;
}

/** The moments of d_i = a_i − b_i in two passes without a copy. Null for fewer than two shared problems. */
export function pairedMoments(a: ProblemVector, b: ProblemVector): PairedMoments | null {
  let problems = 0;
  let sum = 0;
  for (let problem = 0; problem < a.length; problem++) {
    const difference = differenceAt(a, b, problem);
    if (difference === null) continue;
    problems += 1;
    sum += difference;
  }
  if (problems < 2) return null;
  const centre = sum / problems;
  let squares = 0;
  for (let problem = 0; problem < a.length; problem++) {
    const difference = differenceAt(a, b, problem);
    if (difference !== null) squares += (difference - centre) ** 2;
  }
  return { problems, difference: centre, standardError: Math.sqrt(squares / (problems - 1) / problems) };
}

function differenceAt(a: ProblemVector, b: ProblemVector, problem: number): number | null {
  const left = a[problem] ?? null;
  const right = b[problem] ?? null;
  return left === null || right === null ? null : left - right;
}
