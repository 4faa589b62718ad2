import { availableParallelism } from "node:os";

const MOST_THREADS = 4;

/** One worker thread a core, four at most: more would not be fed by one caller. */
export function defaultThreads(): number {
  return Math.max(1, Math.min(MOST_THREADS, availableParallelism()));
}
