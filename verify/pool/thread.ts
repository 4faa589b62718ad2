import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { PoolReply, PoolRequest, PoolResult } from "./messages";

/** Memory and stack of one thread; a job that needs more kills its own thread only. */
const LIMITS = { maxOldGenerationSizeMb: 384, stackSizeMb: 8 };

export type Outcome = { result: PoolResult } | { killed: "time" | "crash" };

/** A worker thread that does one job at a time and can be killed in the middle of it. */
export class Thread {
  readonly ready: Promise<void>;
  private settle: ((outcome: Outcome) => void) | null = null;
  private current = -1;
  private dead = false;

  constructor(private readonly worker: Worker) {
    this.ready = new Promise((resolve) => {
      worker.on("message", (reply: PoolReply) => {
        if ("ready" in reply) resolve();
        else if (reply.id === this.current) this.finish({ result: reply.result });
      });
      worker.on("error", () => this.fail(resolve));
      worker.on("exit", () => this.fail(resolve));
    });
    worker.unref();
  }

  get isDead(): boolean {
    return this.dead;
  }

  /** Runs one request; after `budgetMs` the thread is killed and the outcome says so. */
  async run(request: PoolRequest, budgetMs: number): Promise<Outcome> {
    await this.ready;
    if (this.dead) return { killed: "crash" };
    this.current = request.id;
    this.worker.ref();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.dead = true;
        this.finish({ killed: "time" });
        void this.worker.terminate();
      }, budgetMs);
      this.settle = (outcome) => {
        clearTimeout(timer);
        this.worker.unref();
        resolve(outcome);
      };
      this.worker.postMessage(request);
    });
  }

  async stop(): Promise<void> {
    this.dead = true;
    await this.worker.terminate();
  }

  private fail(resolveReady: () => void): void {
    this.dead = true;
    resolveReady();
    this.finish({ killed: "crash" });
  }

  private finish(outcome: Outcome): void {
    const settle = this.settle;
    this.settle = null;
    this.current = -1;
    settle?.(outcome);
  }
}

/**
 * Starts the verifier's worker. From TypeScript sources a small bootstrap registers the `tsx` loader inside the thread
 * (Node 20 does not hand loaders down to the entry of a worker); compiled, the worker needs nothing.
 */
export function startWorker(): Worker {
  if (!import.meta.url.endsWith(".ts"))
    return new Worker(new URL("./worker.js", import.meta.url), { resourceLimits: LIMITS });
  const resolved = createRequire(import.meta.url).resolve("tsx/esm/api");
  const loader = pathToFileURL(resolved.replace(/\.cjs$/, ".mjs")).href;
  const entry = new URL("./worker.ts", import.meta.url).href;
  const bootstrap = `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(entry)}); });`;
  return new Worker(bootstrap, { eval: true, execArgv: [], resourceLimits: LIMITS });
}
