import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";

type Hub = NonNullable<BenchmarkCardInput["hub"]>;

/** A split as the hub itself converts it: Parquet files below `config/split/` of a branch of its own. */
export const convertedSplit = (repository: string, ...folders: string[]): Hub => ({
  repository,
  branch: "refs/convert/parquet",
  paths: folders,
});

/** Files as the authors uploaded them, in the order in which their rows count. */
export const hubFiles = (repository: string, paths: string[]): Hub => ({ repository, branch: "main", paths });

/** Something wrong with a problem, or with well-known copies of it. Shown on a switch; never changes a gold by itself. */
export type BenchmarkErratum = {
  /** Our id; null where the copies that are affected are known and the single problems are not. */
  problemId: string | null;
  kind:
    | "wrong-answer"
    | "malformed-statement"
    | "missing-condition"
    | "missing-figure"
    | "leaked-answer"
    | "ambiguous"
    | "encoding"
    | "wrong-test";
  /** Whether the canonical version has the fault, or only copies that other people use. */
  affects: "canonical" | "copies";
  note: string;
  correctedGold: string | null;
  source: string;
};

/** A benchmark as this catalogue knows it: its card, the files that hold it, and how one row of them is read. */
export type BenchmarkSource = {
  card: BenchmarkCardInput;
  /** Endings of single files that are known to hold the canonical set, best first. */
  files: readonly string[];
  /**
   * Sets of files that hold it together, tried before `files`; their rows follow one another in this order. An ending
   * `…/answers.csv` stands for a folder in which `problems/<id>.tex` holds the statements.
   */
  fileSets?: readonly (readonly string[])[];
  /** How many problems the canonical set has; an import with another number is told so. 0: not a fixed number. */
  problems: number;
  /** Columns that come as the text of their JSON: values of a programming language are more than a double holds. */
  rawColumns?: readonly string[];
  /** Which rows of the file belong to the set; all of them where absent. */
  isMember?: (row: Record<string, unknown>) => boolean;
  /** One row (an object of the file) and its index from 0 to a problem. Throws with the missing column's name. */
  toProblem: (row: Record<string, unknown>, index: number) => ProblemInput;
  errata?: readonly BenchmarkErratum[];
};

/** The instruction of mathematics benchmarks, in our own words. */
export const BOXED = "Reason step by step, and put your final answer within \\boxed{}.";
export const LETTER = "Reason step by step, and put the letter of your choice within \\boxed{}.";
export const PROGRAM =
  "Write a correct Python 3 program or function for this task. Give the whole program in one ```python block.";

/** A text or number cell of a row as text. */
export function textCell(row: Record<string, unknown>, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new Error(`The row has no text in the column "${column}".`);
}

/** The first of several columns that the row has: copies of one set name the same thing differently. */
export function firstCell(row: Record<string, unknown>, columns: readonly string[]): string {
  const column = columns.find((name) => typeof row[name] === "string" || typeof row[name] === "number");
  if (column === undefined) throw new Error(`The row has none of the columns ${columns.join(", ")}.`);
  return textCell(row, column);
}

export const optionalCell = (row: Record<string, unknown>, column: string): string | null =>
  row[column] === undefined || row[column] === null ? null : textCell(row, column);

/** A cell that holds a list of texts; a single text counts as a list of one. */
export function listCell(row: Record<string, unknown>, column: string): string[] {
  const value = row[column];
  if (Array.isArray(value)) return value.map((item) => textCell({ item }, "item"));
  return [textCell(row, column)];
}

/** Contest answers are copied as `025`, `27.0`, 27 or `336^\circ`; the canonical text is the whole number. */
export function integerText(cell: string): string {
  const plain = cell
    .slice(cell.lastIndexOf("####") === -1 ? 0 : cell.lastIndexOf("####") + 4)
    .replace(/\^\{?\\circ\}?|\\[,!]|[$\s]/g, "")
    .replace(/(?<=\d),(?=\d{3})/g, "");
  const match = /^(-?)0*(\d+)(?:\.0+)?$/.exec(plain);
  return match === null ? cell.trim() : `${match[2] === "0" ? "" : match[1]}${match[2]}`;
}

/** What the last `\boxed{…}` (or `\fbox{…}`) of a reference solution holds; braces may nest. Throws where there is none. */
export function lastBoxed(solution: string): string {
  const start = Math.max(solution.lastIndexOf("\\boxed"), solution.lastIndexOf("\\fbox"));
  const open = start < 0 ? -1 : solution.indexOf("{", start);
  if (open < 0) throw new Error("The solution has no boxed answer.");
  let depth = 0;
  for (let at = open; at < solution.length; at++) {
    if (solution[at] === "\\") at++;
    else if (solution[at] === "{") depth++;
    else if (solution[at] === "}" && --depth === 0) return solution.slice(open + 1, at).trim();
  }
  throw new Error("The boxed answer of the solution is not closed.");
}

export const padded = (number: number | string, digits: number): string =>
  String(number).padStart(digits, "0");
