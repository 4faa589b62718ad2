/** Per-problem values of one run in benchmark problem order; null where the run has no usable sample of a problem. */
export type ProblemVector = readonly (number | null)[];

/** A problem vector as a typed array, NaN where it is null: what a board's many comparisons run on. */
export function denseVector(vector: ProblemVector): Float64Array {
  return Float64Array.from(vector, (value) => value ?? Number.NaN);
}

/** d_i = a_i − b_i over the problems that both runs have, in problem order. */
export function pairedDifferences(a: ProblemVector, b: ProblemVector): number[] {
  const differences: number[] = [];
  for (let problem = 0; problem < Math.min(a.length, b.length); problem++) {
    const left = a[problem] ?? null;
    const right = b[problem] ?? null;
    if (left !== null && right !== null) differences.push(left - right);
  }
  return differences;
}

/** Number of shared problems, mean difference d̄ and its standard error sqrt(Σ(d_i − d̄)²/(M−1)/M). */
export interface PairedMoments {
  problems: number;
  difference: number;
  standardError: number;
}

/** The moments of d_i = a_i − b_i, in two passes without a copy. Null for fewer than two shared problems. */
export function pairedMoments(a: Float64Array, b: Float64Array): PairedMoments | null {
  const length = Math.min(a.length, b.length);
  let problems = 0;
  let sum = 0;
  for (let problem = 0; problem < length; problem++) {
    const difference = (a[problem] ?? Number.NaN) - (b[problem] ?? Number.NaN);
    if (Number.isNaN(difference)) continue;
    problems += 1;
    sum += difference;
  }
  if (problems < 2) return null;
  const centre = sum / problems;
  let squares = 0;
  for (let problem = 0; problem < length; problem++) {
    const difference = (a[problem] ?? Number.NaN) - (b[problem] ?? Number.NaN);
    if (!Number.isNaN(difference)) squares += (difference - centre) ** 2;
  }
  return { problems, difference: centre, standardError: Math.sqrt(squares / (problems - 1) / problems) };
}
