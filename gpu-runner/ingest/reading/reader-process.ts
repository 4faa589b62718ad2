import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { residentBytes } from "../../sandbox/process-memory";
import type { FromReader, ReadingJob, ToReader } from "./messages";
import { MOST_HEAP_MB, READING_LIMITS, type ReadingLimits, StoppedReading } from "./stopped-reading";

const entry = fileURLToPath(new URL("./start-reader.mjs", import.meta.url));
const LOOKS_A_LIMIT = 60;
const LONGEST_LOOK_MS = 1_000;
/** Loading the readers' code takes a second, and many on a machine that is busy. */
const MOST_STARTING_MS = 120_000;
const ERRORS_KEPT = 2_000;
/** How V8 and the system end a process that asks for more than there is; SIGKILL may as well be somebody's word. */
const OUT_OF_MEMORY: readonly (NodeJS.Signals | null)[] = [
  "SIGABRT",
  "SIGTRAP",
  "SIGILL",
  "SIGSEGV",
  "SIGBUS",
];
/** What a shell makes of SIGABRT and SIGTRAP. */
const OUT_OF_MEMORY_CODES: readonly (number | null)[] = [132, 133, 134, 139];

export type ReadingEvents = {
  onMessage: (message: FromReader) => void;
  /** The reading cannot go on; the process is gone. */
  onLost: (error: Error) => void;
};

/**
 * One process that reads uploads, one at a time. It has a heap of its own and nothing of the runner's environment, and is ended
 * where a file holds it up, takes too long or takes too much memory.
 */
export class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #job = 0;
  #events: ReadingEvents | null = null;
  #isGone = false;
  #errors = "";
  /** Parts that were asked for and not given yet, and batches of lines that were given and not taken over. */
  #pulls = 0;
  #held = 0;
  #heard = false;
  #hasBegun = false;
  #cause: Error | null = null;

  constructor() {
    this.#child = fork(entry, [], {
      execArgv: [`--max-old-space-size=${MOST_HEAP_MB}`],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      // Neither the runner's key nor anything else that a file could have to do with.
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_ENV: process.env.NODE_ENV },
    });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#errors = `${this.#errors}${chunk.toString("utf8")}`.slice(-ERRORS_KEPT);
    });
    this.#child.on("message", (message: FromReader) => this.#take(message));
    this.#gone = new Promise((resolve) => {
      const end = (error: Error) => {
        if (this.#isGone) return;
        this.#isGone = true;
        resolve();
        this.#events?.onLost(error);
      };
      this.#child.on("error", (error) => end(error));
      this.#child.on("close", (code, signal) => end(this.#cause ?? this.#endedBy(code, signal)));
    });
    this.#rest();
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Begins a reading; what it needs and finds comes through `events` until `done` is called. */
  begin(work: ReadingJob, limits: ReadingLimits, events: ReadingEvents): Reading {
    this.#job += 1;
    this.#pulls = 0;
    this.#held = 0;
    this.#hasBegun = false;
    this.#events = events;
    this.#child.ref();
    this.#child.channel?.ref();
    this.#send({ type: "read", job: this.#job, work });
    const stop = this.#watch(limits);
    return {
      give: (bytes) => {
        this.#pulls -= 1;
        this.#send({ type: "input", job: this.#job, bytes });
      },
      taken: () => {
        this.#held -= 1;
        this.#send({ type: "taken", job: this.#job });
      },
      done: () => {
        clearInterval(stop);
        this.#events = null;
        this.#rest();
      },
    };
  }

  /** Ends the process in the middle of whatever it does. */
  async end(): Promise<void> {
    this.#events = null;
    this.#child.kill("SIGKILL");
    await this.#gone;
  }

  /** Counts its own looks, so that a machine which slept or a loop which was busy is not taken for a reader that stands still. */
  #watch(limits: ReadingLimits): NodeJS.Timeout {
    const lookMs = Math.min(LONGEST_LOOK_MS, limits.stillMs / LOOKS_A_LIMIT);
    let starting = 0;
    let still = 0;
    let waited = 0;
    return setInterval(() => {
      if (!this.#hasBegun) {
        starting += 1;
        if (starting * lookMs >= MOST_STARTING_MS) this.#stop(new Error("a reader of uploads did not start"));
        return;
      }
      // It is the reader's turn only where neither bytes nor room for lines are owed to it.
      const isTurn = this.#pulls === 0 && this.#held === 0;
      if (isTurn) waited += 1;
      still = isTurn && !this.#heard ? still + 1 : 0;
      this.#heard = false;
      if (still * lookMs >= limits.stillMs) this.#stop(new StoppedReading("still", limits));
      else if (waited * lookMs >= limits.readingMs) this.#stop(new StoppedReading("long", limits));
      else if ((residentBytes(this.#child.pid ?? 0) ?? 0) > limits.memoryBytes)
        this.#stop(new StoppedReading("memory", limits));
    }, lookMs);
  }

  #stop(cause: Error): void {
    if (this.#cause !== null) return;
    this.#cause = cause;
    this.#child.kill("SIGKILL");
  }

  #take(message: FromReader): void {
    if (message.job !== this.#job || this.#events === null) return;
    this.#heard = true;
    this.#hasBegun = true;
    if (message.type === "pull") this.#pulls += 1;
    if (message.type === "lines") this.#held += 1;
    this.#events.onMessage(message);
  }

  #send(message: ToReader): void {
    // A process that is gone takes nothing; whoever waits for it hears of its end.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  /** A process without work keeps nobody alive. */
  #rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    const errors = this.#child.stderr;
    if (errors && "unref" in errors && typeof errors.unref === "function") errors.unref();
  }

  #endedBy(code: number | null, signal: NodeJS.Signals | null): Error {
    if (OUT_OF_MEMORY.includes(signal) || OUT_OF_MEMORY_CODES.includes(code))
      return new StoppedReading("memory", READING_LIMITS);
    return new Error(`the reader of uploads ended with ${signal ?? `code ${code}`}: ${this.#errors.trim()}`);
  }
}

export type Reading = {
  /** Answers one `pull`. */
  give: (bytes: Uint8Array | null) => void;
  /** One batch of lines was taken over. */
  taken: () => void;
  /** It came to its end; the process is free for another. */
  done: () => void;
};
