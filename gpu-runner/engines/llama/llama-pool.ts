import { EngineError } from "../engine-error";
import { type CallSinks, LlamaProcess } from "./llama-process";
import type { Call, Outcome, ProcessInfo, ProcessStart } from "./process/messages";

type WithoutId<Value> = Value extends unknown ? Omit<Value, "id"> : never;
type OutcomeOf<Type> = Extract<Outcome, { type: Type }>;
/** What the pool needs of a process. */
export type PoolProcess = Pick<
  LlamaProcess,
  "ready" | "info" | "load" | "lost" | "reserve" | "release" | "call" | "end"
>;
type Waiting = { begin: (process: PoolProcess) => void; reject: (error: unknown) => void };

const SILENT: CallSinks = { onText: null, onBiasWanted: null };
/** Calls handed to a process beyond its sequences, as a part of them: what is next is there when a sequence ends. */
const AHEAD = 0.25;

/**
 * Processes over one model file, started when the first call comes; a lost one is replaced at the next call. Calls wait
 * here, not in a process: whichever has room first takes the next one.
 */
export class LlamaPool {
  readonly #start: ProcessStart;
  /** How many processes there are to be; fewer as soon as one cannot start beside another. */
  #size: number;
  readonly #room: number;
  readonly #open: (start: ProcessStart) => PoolProcess;
  #processes: PoolProcess[] = [];
  readonly #waiting: Waiting[] = [];
  #nextId = 1;
  #closed = false;

  constructor(
    start: ProcessStart,
    size: number,
    open: (start: ProcessStart) => PoolProcess = (one) => new LlamaProcess(one),
  ) {
    this.#start = start;
    this.#open = open;
    this.#size = size;
    this.#room = start.sequences + Math.ceil(start.sequences * AHEAD);
  }

  /** What the processes compute on; resolves when all of them are there to work. */
  async info(): Promise<ProcessInfo> {
    if (this.#closed) throw closedError();
    this.#fill();
    const [first] = this.#processes;
    if (first === undefined) throw new EngineError("internal", "the llama engine has no process");
    const info = await first.ready;
    this.#fill();
    await Promise.allSettled(this.#processes.map(({ ready }) => ready));
    return info;
  }

  /** One call on the process with the least to do; `expected` is the kind of answer that it has. */
  async call<Type extends Exclude<Outcome["type"], "failed">>(
    expected: Type,
    call: WithoutId<Call>,
    sinks: CallSinks = SILENT,
    signal?: AbortSignal,
  ): Promise<OutcomeOf<Type>> {
    const process = await this.#turn(signal);
    const id = this.#nextId++;
    try {
      const outcome = await process.call({ ...call, id }, sinks, signal);
      if (isOutcome(outcome, expected)) return outcome;
      throw new EngineError("internal", "the process gave another answer than asked");
    } finally {
      process.release();
      this.#serve();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const processes = this.#processes;
    this.#processes = [];
    this.#rejectWaiting(closedError());
    await Promise.all(processes.map((process) => process.end()));
  }

  /** Waits in order for a process with room, and takes a place in it, which the caller gives back. */
  #turn(signal: AbortSignal | undefined): Promise<PoolProcess> {
    return new Promise((resolve, reject) => {
      const given = () => reject(new EngineError("aborted", "the call was given up by its caller"));
      if (this.#closed) return reject(closedError());
      if (signal?.aborted) return given();
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        given();
      };
      const done = () => signal?.removeEventListener("abort", onAbort);
      const waiting: Waiting = {
        begin: (process) => {
          done();
          process.reserve();
          resolve(process);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiting.push(waiting);
      this.#serve();
    });
  }

  #serve(): void {
    if (this.#closed || this.#waiting.length === 0) return;
    this.#fill();
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const [best] = this.#processes
        .filter(({ info, load, lost }) => !lost && info !== null && load < this.#room)
        .sort((left, right) => left.load - right.load);
      if (best === undefined) return;
      this.#waiting.shift();
      next.begin(best);
    }
  }

  /** Starts what is missing: one process first, the others when it has said that it has no GPU. There one is enough. */
  #fill(): void {
    this.#processes = this.#processes.filter(({ lost }) => !lost);
    const many = this.#processes.some(({ info }) => info?.gpu === false);
    while (this.#processes.length < (many ? this.#size : 1)) {
      const started = this.#open(this.#start);
      this.#processes.push(started);
      started.ready.then(
        () => this.#serve(),
        (error: unknown) => this.#cannotStart(started, error),
      );
    }
  }

  #cannotStart(process: PoolProcess, error: unknown): void {
    this.#processes = this.#processes.filter((one) => one !== process);
    if (this.#processes.length === 0) this.#rejectWaiting(error);
    else this.#size = Math.max(1, this.#size - 1);
  }

  #rejectWaiting(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

const closedError = () => new EngineError("internal", "the llama engine is closed");

function isOutcome<Type extends Outcome["type"]>(outcome: Outcome, type: Type): outcome is OutcomeOf<Type> {
  return outcome.type === type;
}
