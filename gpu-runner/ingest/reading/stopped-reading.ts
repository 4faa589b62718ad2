import type { ShardFailure } from "@/contracts/runner";

/** Reading that makes no headway for this long is ended. The longest honest step, a full row group of Parquet, takes some ten seconds. */
const MOST_STILL_MS = 60_000;
/** Time in which one pass over a file waits for its reader, all together. 20 GiB of text take about six minutes. */
const MOST_READING_MS = 30 * 60_000;
/** A reader's heap, and its memory as the system counts it. A file of 2 GB of lines takes less than 200 MB. */
export const MOST_HEAP_MB = 2_048;
const MOST_MEMORY_BYTES = 4 * 1024 ** 3;

export type ReadingLimits = { stillMs: number; readingMs: number; memoryBytes: number };
export const READING_LIMITS: ReadingLimits = {
  stillMs: MOST_STILL_MS,
  readingMs: MOST_READING_MS,
  memoryBytes: MOST_MEMORY_BYTES,
};

/** Why a reader was ended in the middle of a file; the fault is the file's. */
export class StoppedReading extends Error {
  readonly why: "still" | "long" | "memory";

  constructor(why: StoppedReading["why"], limits: ReadingLimits) {
    super(WORDS[why](limits));
    this.name = "StoppedReading";
    this.why = why;
  }

  /** The upload is refused at the first try: the next one would end in the same way. */
  failure(): ShardFailure {
    return { code: "bad_upload", message: `${this.message} ${NEXT}`, retry: "never", retryAfterMs: 0 };
  }
}

const WORDS: Record<StoppedReading["why"], (limits: ReadingLimits) => string> = {
  still: ({ stillMs }) =>
    `The file kept its reader busy for ${seconds(stillMs)} without another row; reading it was ended.`,
  long: ({ readingMs }) => `The file could not be read within ${seconds(readingMs)}; reading it was ended.`,
  memory: ({ memoryBytes }) =>
    `Reading the file took more memory than a reader has (a heap of ${MOST_HEAP_MB} MB, ${memoryBytes / 1024 ** 2} MB in all); it was ended.`,
};
const NEXT =
  "Write the samples as JSON lines, or as a table with smaller row groups, or split the file; then upload it again.";

const seconds = (ms: number): string => {
  const whole = ms >= 1000 ? Math.round(ms / 1000) : ms / 1000;
  return `${whole} seconds`;
};
