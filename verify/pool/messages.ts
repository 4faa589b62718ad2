import type { VerifyInput } from "../answer";
import type { CaseVerdict, VerifyCase } from "../cases/case";
import type { ProcessInput } from "../process";
import type { AnswerContext, AnswerVerdict } from "../types";

/** Answers to be put into classes: those that exist, by the first answer of each, and the answers that come. */
export type ClassInput = { firsts: readonly string[]; answers: readonly string[]; context: AnswerContext };

export type PoolJob =
  | { type: "answer"; input: VerifyInput }
  | { type: "process"; input: ProcessInput }
  | { type: "case"; each: VerifyCase }
  | { type: "classes"; input: ClassInput };
export type PoolResult = AnswerVerdict | CaseVerdict | number[];

/** Many jobs travel in one message; `progress` says meanwhile which of them runs, and since when. */
export type PoolRequest = { id: number; jobs: readonly PoolJob[]; progress: SharedArrayBuffer };
/** Results come in one or more parts, in the order of the jobs; `from` is the index of the part's first. */
export type PoolReply = { ready: true } | { id: number; from: number; results: PoolResult[] };

/** Where a thread writes what it does: index of the job that runs, and when it began in milliseconds of `nowMs`. */
export const PROGRESS_BYTES = 8;
export const RUNNING = 0;
export const SINCE = 1;
/** The job index of a thread that runs none. */
export const NONE = -1;

/** Milliseconds of a monotonic clock that all threads of the process share, in 31 bits. */
export function nowMs(): number {
  return Number((process.hrtime.bigint() / 1_000_000n) % 2_147_483_648n);
}
