/** How a benchmark labels solutions, and so which metrics it has. */
export type ProcessScheme = "first-error" | "opv" | "prm800k" | "wrong-sections";

/** One problem: a solution with its labels, and what the samples of a run said of it. */
export interface ProcessItem {
  /** Part of the benchmark that is scored on its own; one name where there are none. */
  part: string;
  /** Gold: the first wrong step (-1: none), or all wrong sections. */
  gold: readonly number[];
  /** Steps or sections of the solution, numbered as the gold numbers them; null where unknown. */
  steps: number | null;
  /** Predictions of the samples that count, in index order; null where none could be read. */
  predictions: readonly (readonly number[] | null)[];
}

/** A ratio whose denominator may be 0: undefined then. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The harmonic mean of two shares: 0 where both are 0, undefined where one is. */
export function harmonicMean(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

/** The plain mean; undefined where a value is, or where there is none. */
export function meanOf(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum / values.length;
}
