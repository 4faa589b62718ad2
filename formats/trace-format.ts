import type { TraceLine } from "@/contracts/trace-line";
import type { LineProblem } from "./decode-line";

/**
 * One sample of a file, before it is matched with a problem of ours. `problem` names it in the way the format does:
 * by our id, or by what the file gives (its own id, the statement, its own gold).
 */
export type ForeignSample = Omit<TraceLine, "problem_id" | "sample"> & {
  problem: { id: string } | { toolId: string | null; statement: string | null; gold: string | null };
  sample: number;
};

/** A file format. `recognise` sees the first lines as JSON values and says how sure it is, from 0 to 1. */
export type TraceFormat = {
  id: string;
  recognise(first: readonly unknown[]): number;
  /** Samples of one JSON value; a format whose lines hold several samples gives several. */
  read(value: unknown): ({ sample: ForeignSample } | { problem: LineProblem })[];
};
