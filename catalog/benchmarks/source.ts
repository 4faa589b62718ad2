import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";

/** A benchmark as this catalogue knows it: its card, the files that hold it, and how one row of them is read. */
export type BenchmarkSource = {
  card: BenchmarkCardInput;
  /** Endings of file paths that are known to hold the canonical set, best first. Empty: made here, not imported. */
  files: readonly string[];
  /** How many problems the canonical set has; an import with another number is told so. */
  problems: number;
  /** One row (an object of the file) and its index from 0 to a problem. Throws with the missing column's name. */
  toProblem: (row: Record<string, unknown>, index: number) => ProblemInput;
};

/** A text or number cell of a row as text. */
export function textCell(row: Record<string, unknown>, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new Error(`The row has no text in the column "${column}".`);
}
