import type { UploadLimits } from "@/contracts/trace-line";
import type { UploadCheck } from "../check-upload";
import type { MatchedProblem } from "../good-lines";
import type { UploadEnd, UploadLine } from "../upload-lines";
import { feedReading } from "./feed-reading";
import type { FromReader, ReadingJob } from "./messages";
import { ReaderProcess, type Reading } from "./reader-process";
import { READING_LIMITS, type ReadingLimits } from "./stopped-reading";

/** A process without work is kept this long for the next pass or the next upload; starting one takes about a second. */
const KEPT_MS = 60_000;

type Problems = ReadonlyMap<string, MatchedProblem>;
type Input = AsyncIterable<Uint8Array>;
type ReadingOptions = {
  limits?: UploadLimits | undefined;
  /** Ends the reading with the signal's reason. */
  signal?: AbortSignal | undefined;
};

/**
 * Reads uploads in processes of their own, one each, so that a file which was made to keep its reader busy, or to take all
 * memory, costs that process and no other work of the runner. Throws `StoppedReading` for such a file.
 */
export class UploadReaders {
  readonly #limits: ReadingLimits;
  readonly #all = new Set<ReaderProcess>();
  #idle: { process: ReaderProcess; timer: NodeJS.Timeout } | null = null;
  #isClosed = false;

  constructor(limits: Partial<ReadingLimits> = {}) {
    this.#limits = { ...READING_LIMITS, ...limits };
  }

  /** `checkUpload` in another process; `onProgress` is told the number of good lines now and then. */
  async check(
    input: Input,
    problems: Problems,
    onProgress: (good: number) => void,
    { limits, signal }: ReadingOptions = {},
  ): Promise<UploadCheck> {
    const work: ReadingJob = { pass: "check", problems: bare(problems), limits };
    for await (const message of this.#read(input, work, signal)) {
      if (message.type === "alive") onProgress(message.good);
      else if (message.type === "checked") return message.check;
    }
    throw new Error("the reader of an upload ended without its summary");
  }

  /** `uploadLines` in another process. Lines come no faster than they are taken. */
  async *lines(
    input: Input,
    problems: Problems,
    { variant, limits, signal }: ReadingOptions & { variant?: string | undefined } = {},
  ): AsyncGenerator<UploadLine | UploadEnd> {
    const work: ReadingJob = { pass: "store", problems: bare(problems), variant, limits };
    for await (const message of this.#read(input, work, signal)) {
      if (message.type === "lines") yield* message.lines;
      else if (message.type === "ended") return yield message.end;
    }
  }

  /** Ends all processes; readings under way fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#idle !== null) clearTimeout(this.#idle.timer);
    await Promise.all([...this.#all].map((process) => process.end()));
  }

  /** What a process says of one reading, up to its end. A batch of lines counts as taken over when the next message is asked for. */
  async *#read(input: Input, work: ReadingJob, signal?: AbortSignal): AsyncGenerator<FromReader> {
    if (this.#isClosed) throw new Error("the readers of uploads are closed");
    const process = this.#open();
    const heard = new Heard();
    const feed = feedReading(input, (error) => heard.fail(error));
    const reading: Reading = process.begin(work, this.#limits, {
      onMessage: (message) => (message.type === "pull" ? feed.pull(reading.give) : heard.push(message)),
      onLost: (error) => heard.fail(error),
    });
    const onAbort = () => heard.fail(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
    let isWhole = false;
    try {
      while (!isWhole) {
        const message = await heard.next();
        if (message.type === "broken") throw new Error(`the reader of an upload failed: ${message.message}`);
        isWhole = message.type === "checked" || message.type === "ended";
        yield message;
        if (message.type === "lines") reading.taken();
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      feed.end();
      reading.done();
      if (isWhole && !process.isGone && !this.#isClosed) this.#keep(process);
      else {
        this.#all.delete(process);
        await process.end();
      }
    }
  }

  #open(): ReaderProcess {
    const idle = this.#idle;
    this.#idle = null;
    if (idle !== null) {
      clearTimeout(idle.timer);
      if (!idle.process.isGone) return idle.process;
      this.#all.delete(idle.process);
    }
    const process = new ReaderProcess();
    this.#all.add(process);
    return process;
  }

  /** One process waits for more work; others that come free at the same time end. */
  #keep(process: ReaderProcess): void {
    const end = () => {
      if (this.#idle?.process === process) this.#idle = null;
      this.#all.delete(process);
      void process.end();
    };
    if (this.#idle !== null) {
      end();
      return;
    }
    this.#idle = { process, timer: setTimeout(end, KEPT_MS) };
    this.#idle.timer.unref();
  }
}

/** Messages that wait to be taken, and what went wrong after them. */
class Heard {
  readonly #messages: FromReader[] = [];
  #failure: { error: unknown } | null = null;
  #wake: () => void = () => {};

  push(message: FromReader): void {
    this.#messages.push(message);
    this.#wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  async next(): Promise<FromReader> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#failure !== null) throw this.#failure.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** What matching asks of the problems: tests of programs, which can be megabytes, stay here. */
function bare(problems: Problems): MatchedProblem[] {
  return Array.from(problems.values(), ({ id, statement, gold, options, aliases, answerKind }) => ({
    id,
    statement,
    gold,
    options,
    aliases,
    answerKind,
  }));
}
