import type { UploadLimits } from "@/contracts/trace-line";
import type { UploadCheck } from "../check-upload";
import type { MatchedProblem } from "../good-lines";
import type { UploadEnd, UploadLine } from "../upload-lines";

/** What a reader is to do with an upload: count and check it, or give its good lines. */
export type ReadingJob = {
  pass: "check" | "store";
  problems: readonly MatchedProblem[];
  variant?: string | undefined;
  limits?: UploadLimits | undefined;
};

/** `job` numbers the readings of one process, so that what was under way for an earlier one is not taken for this one's. */
export type ToReader =
  | { type: "read"; job: number; work: ReadingJob }
  /** The answer to one `pull`: the next bytes, or null after the last. */
  | { type: "input"; job: number; bytes: Uint8Array | null }
  /** One batch of lines was taken over. */
  | { type: "taken"; job: number };

export type FromReader =
  /** Bytes are wanted; at most `MOST_PULLS` are asked for at a time. */
  | { type: "pull"; job: number }
  /** Rows were read since the last message; `good` lines so far. */
  | { type: "alive"; job: number; good: number }
  | { type: "lines"; job: number; lines: UploadLine[] }
  | { type: "checked"; job: number; check: UploadCheck }
  | { type: "ended"; job: number; end: UploadEnd }
  /** Something that no file should bring about. */
  | { type: "broken"; job: number; message: string };

/** The next bytes are on their way while the last ones are read. */
export const MOST_PULLS = 2;
/** Batches of lines that wait to be taken over; the reading stands still while there are more. */
export const MOST_BATCHES = 2;
export const BATCH_LINES = 64;
export const BATCH_CHARACTERS = 500_000;
/** A reader that gets on says so at least this often, also where a batch takes long to fill. */
export const ALIVE_MS = 500;
