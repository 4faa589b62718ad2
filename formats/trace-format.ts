import type { TraceLine } from "@/contracts/trace-line";
import type { LineProblem } from "./decode-line";
import type { Path, Visit } from "./json/scan-rows";

/** What the tool that wrote the file said about the sample; `correct` is null where it extracted and did not judge. */
export type ImportedVerdict = { tool: string; correct: boolean | null; extracted: string | null };

/** How a file names a problem. Ids that are row numbers of the tool are not among `toolIds`. */
export type ForeignProblem = {
  /** Whose ids these are, as the alias table of a benchmark names it. */
  tool: string;
  toolIds: readonly string[];
  /** The ids may end in a sample number (`<id>-3`, `<id>:3`, …). */
  idHoldsSample?: boolean;
  statement: string | null;
  /** The whole text that was sent, where the file has it. */
  prompt: string | null;
  gold: string | null;
};

/**
 * One sample of a file, before it is matched with a problem of ours. `problem` names it in the way the format does:
 * by our id, or by what the file gives. `sample` is null where the file only repeats the problem: then the samples are
 * numbered in file order.
 */
export type ForeignSample = Omit<TraceLine, "problem_id" | "sample"> & {
  problem: { id: string } | ForeignProblem;
  sample: number | null;
  imported?: ImportedVerdict;
  /** Which model wrote it, by the file's own name; absent where the file does not say. */
  variant?: string;
};

export type Reading = { sample: ForeignSample } | { problem: LineProblem };

/** Samples of one row; a row may hold several or none. May remember earlier rows. */
export type RowReader = (row: unknown, path: Path) => Reading[];

/** What a caller of `readTraces` may say about a file. */
export type ReadOptions = {
  /** Only this model of a file whose rows hold several; all of them where absent. */
  variant?: string;
};

/** A file format. `recognise` sees the first rows (JSON values) and says how sure it is, from 0 to 1. */
export type TraceFormat = {
  id: string;
  recognise(first: readonly unknown[]): number;
  /** Formats whose rows stand inside one JSON document; `recognise` sees the start of it as a value. */
  document?: { recognise(start: unknown): number; visit: Visit };
  open(options: ReadOptions): RowReader;
};
