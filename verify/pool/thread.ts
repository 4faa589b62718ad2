import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import {
  NONE,
  nowMs,
  type PoolJob,
  type PoolReply,
  type PoolResult,
  PROGRESS_BYTES,
  RUNNING,
  SINCE,
} from "./messages";

/** Memory and stack of one thread; a job that needs more kills its own thread only. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16, stackSizeMb: 8 };

/** How a message ended: all jobs done, or the thread died in the job `at` (`NONE` where it ran none). */
export type Ending = { killed: null } | { killed: "time" | "crash"; at: number };

export type Watch = {
  budgetMs: number;
  /** A part of the results, beginning with that of job `from`. */
  onResults: (from: number, results: readonly PoolResult[]) => void;
  /** One job has used half its budget. */
  onSlow: () => void;
};

/** A worker thread that does one message of jobs at a time and can be killed in the middle of it. */
export class Thread {
  readonly ready: Promise<void>;
  private readonly progress = new SharedArrayBuffer(PROGRESS_BYTES);
  private readonly state = new Int32Array(this.progress);
  private settle: ((ending: Ending) => void) | null = null;
  private onReply: ((from: number, results: PoolResult[]) => void) | null = null;
  private nextId = 0;
  private dead = false;

  constructor(private readonly worker: Worker) {
    this.state[RUNNING] = NONE;
    this.ready = new Promise((resolve) => {
      worker.on("message", (reply: PoolReply) => {
        if ("ready" in reply) resolve();
        else if (reply.id === this.nextId) this.onReply?.(reply.from, reply.results);
      });
      const fail = () => {
        this.dead = true;
        resolve();
        this.finish({ killed: "crash", at: this.running });
      };
      worker.on("error", fail);
      worker.on("exit", fail);
    });
    worker.unref();
  }

  get isDead(): boolean {
    return this.dead;
  }

  private get running(): number {
    return Atomics.load(this.state, RUNNING);
  }

  /** Does the jobs in order; the thread is killed once one of them has run for `budgetMs`. */
  async run(jobs: readonly PoolJob[], watch: Watch): Promise<Ending> {
    this.worker.ref();
    await this.ready;
    if (this.dead) return { killed: "crash", at: NONE };
    const id = ++this.nextId;
    let timer: NodeJS.Timeout | undefined;
    return new Promise((resolve) => {
      const look = () => {
        const at = this.running;
        const spentMs = at === NONE ? 0 : (nowMs() - Atomics.load(this.state, SINCE)) & 0x7fffffff;
        if (spentMs >= watch.budgetMs) {
          this.dead = true;
          this.finish({ killed: "time", at });
          void this.worker.terminate();
          return;
        }
        if (spentMs * 2 >= watch.budgetMs) watch.onSlow();
        const nextMs =
          spentMs * 2 >= watch.budgetMs ? watch.budgetMs - spentMs : watch.budgetMs / 2 - spentMs;
        timer = setTimeout(look, Math.max(1, nextMs));
      };
      this.settle = (ending) => {
        clearTimeout(timer);
        this.onReply = null;
        this.worker.unref();
        resolve(ending);
      };
      this.onReply = (from, results) => {
        watch.onResults(from, results);
        if (from + results.length >= jobs.length) this.finish({ killed: null });
      };
      timer = setTimeout(look, watch.budgetMs / 2);
      this.worker.postMessage({ id, jobs, progress: this.progress });
    });
  }

  async stop(): Promise<void> {
    this.dead = true;
    await this.worker.terminate();
  }

  private finish(ending: Ending): void {
    const settle = this.settle;
    this.settle = null;
    settle?.(ending);
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
