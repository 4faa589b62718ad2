import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./messages";

/** What a thread reports about one call. */
export interface CallSinks {
  onText: ((piece: string) => void) | null;
  onMessage: (message: FromWorker) => void;
  /** The thread is gone; nothing more will come. */
  onLost: (reason: string) => void;
}

const entry = new URL("./start-worker.mjs", import.meta.url);

/** One worker thread with its own copy of the model; keeps the process alive only while calls are open. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #calls = new Map<number, CallSinks>();
  lost = false;

  constructor(path: string, sequences: number | undefined) {
    this.#worker = new Worker(entry, { execArgv: [], workerData: { path, sequences } });
    this.#worker.unref();
    this.#worker.on("message", (message: FromWorker) => this.#take(message));
    this.#worker.on("error", (error) => this.#lose(error instanceof Error ? error.message : String(error)));
    this.#worker.on("exit", (code) => this.#lose(`the thread ended with code ${code}`));
  }

  get load(): number {
    return this.#calls.size;
  }

  call(message: Exclude<ToWorker, { type: "cancel" }>, sinks: CallSinks): void {
    if (this.#calls.size === 0) this.#worker.ref();
    this.#calls.set(message.id, sinks);
    this.#send(message);
  }

  cancel(id: number): void {
    if (this.#close(id)) this.#send({ type: "cancel", id });
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  async end(): Promise<void> {
    this.#lose("the engine was closed");
    await this.#worker.terminate();
  }

  #take(message: FromWorker): void {
    if (message.type === "ready") return;
    const sinks = this.#calls.get(message.id);
    if (!sinks) return;
    if (message.type === "text") {
      sinks.onText?.(message.piece);
      return;
    }
    this.#close(message.id);
    sinks.onMessage(message);
  }

  #close(id: number): boolean {
    const known = this.#calls.delete(id);
    if (known && this.#calls.size === 0) this.#worker.unref();
    return known;
  }

  #lose(reason: string): void {
    this.lost = true;
    const open = [...this.#calls.values()];
    this.#calls.clear();
    for (const { onLost } of open) onLost(reason);
  }
}
