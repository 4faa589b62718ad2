import { EngineError } from "../../engine-error";
import type { FromWorker, GenerateCall, GeneratedMessage, ToWorker } from "./messages";
import { WorkerThread } from "./worker-thread";

type Outcome = Exclude<FromWorker, { type: "ready" | "text" }>;

/** A busier thread is still chosen for a prompt it has seen while it has at most this many calls more than the idlest. */
const AFFINITY_SLACK = 8;
const REMEMBERED_PROMPTS = 1024;

/** Worker threads over one model file. Calls of one prompt go to one thread, where they share its computed prefix. */
export class WorkerPool {
  readonly #path: string;
  readonly #size: number;
  readonly #sequences: number | undefined;
  readonly #homes = new Map<string, number>();
  #threads: WorkerThread[] = [];
  #nextId = 1;
  #closed = false;

  constructor(path: string, size: number, sequences?: number) {
    this.#path = path;
    this.#size = size;
    this.#sequences = sequences;
  }

  async generate(
    call: Omit<GenerateCall, "type" | "id" | "stream">,
    onText: ((piece: string) => void) | null,
    signal: AbortSignal | undefined,
  ): Promise<GeneratedMessage> {
    const outcome = await this.#run({ type: "generate", ...call, stream: onText !== null }, onText, signal);
    if (outcome.type !== "generated")
      throw new EngineError("internal", "the worker gave another answer than asked");
    return outcome;
  }

  async score(tokens: readonly number[], signal: AbortSignal | undefined): Promise<(number | null)[]> {
    const outcome = await this.#run({ type: "score", tokens }, null, signal);
    if (outcome.type !== "scored")
      throw new EngineError("internal", "the worker gave another answer than asked");
    return outcome.scores;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const threads = this.#threads;
    this.#threads = [];
    await Promise.all(threads.map((thread) => thread.end()));
  }

  #run(
    call: Omit<GenerateCall, "id"> | Omit<Extract<ToWorker, { type: "score" }>, "id">,
    onText: ((piece: string) => void) | null,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new EngineError("internal", "the reference engine is closed"));
      const aborted = () => new EngineError("aborted", "the call was given up by its caller");
      if (signal?.aborted) return reject(aborted());
      const id = this.#nextId;
      this.#nextId += 1;
      const thread = this.#choose(call.tokens);
      const onAbort = () => {
        thread.cancel(id);
        reject(aborted());
      };
      const done = () => signal?.removeEventListener("abort", onAbort);
      signal?.addEventListener("abort", onAbort, { once: true });
      thread.call(
        { ...call, id },
        {
          onText,
          onMessage: (message) => {
            done();
            if (message.type === "failed") reject(new EngineError("internal", message.message));
            else if (message.type !== "ready" && message.type !== "text") resolve(message);
          },
          onLost: (reason) => {
            done();
            reject(
              new EngineError("internal", `a worker thread of the reference engine was lost: ${reason}`),
            );
          },
        },
      );
    });
  }

  #choose(tokens: readonly number[]): WorkerThread {
    this.#threads = this.#threads.filter(({ lost }) => !lost);
    while (this.#threads.length < this.#size)
      this.#threads.push(new WorkerThread(this.#path, this.#sequences));
    const loads = this.#threads.map(({ load }) => load);
    const least = Math.min(...loads);
    const key = tokens.join(",");
    const home = this.#homes.get(key);
    const index =
      home !== undefined && (loads[home] ?? Number.POSITIVE_INFINITY) <= least + AFFINITY_SLACK
        ? home
        : loads.indexOf(least);
    this.#remember(key, index);
    const thread = this.#threads[index];
    if (!thread) throw new EngineError("internal", "the reference engine has no worker thread");
    return thread;
  }

  #remember(key: string, index: number): void {
    this.#homes.delete(key);
    this.#homes.set(key, index);
    if (this.#homes.size <= REMEMBERED_PROMPTS) return;
    const oldest = this.#homes.keys().next().value;
    if (oldest !== undefined) this.#homes.delete(oldest);
  }
}
