import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { VerifyInput } from "../answer";
import type { CaseVerdict, VerifyCase } from "../cases/case";
import { verifierKey } from "../policies";
import type { AnswerVerdict } from "../types";
import type { PoolJob, PoolResult } from "./messages";
import { startWorker, Thread } from "./thread";

export type VerifierPoolOptions = {
  /** Threads that work; one more is kept ready to take the place of one that is killed. */
  size?: number;
  /** Wall time after which a job's thread is killed and the job is `undecided`, in milliseconds. */
  budgetMs?: number;
  /** Starts a thread; for tests and for hosts that bundle the worker elsewhere. */
  start?: () => Worker;
};

type Waiting = { job: PoolJob; resolve: (result: PoolResult) => void };

/**
 * Verifies answers on worker threads. A thread that exceeds the budget, runs out of memory or crashes is killed and
 * replaced by one that is already running, so a hostile answer costs its own budget and delays no other beyond it.
 */
export class VerifierPool {
  private readonly budgetMs: number;
  private readonly start: () => Worker;
  private readonly waiting: Waiting[] = [];
  private readonly idle: Thread[] = [];
  private readonly all = new Set<Thread>();
  private spare: Thread;
  private nextId = 0;
  private closed = false;

  constructor(options: VerifierPoolOptions = {}) {
    this.budgetMs = options.budgetMs ?? 5000;
    this.start = options.start ?? startWorker;
    const size = Math.max(1, options.size ?? availableParallelism());
    for (let i = 0; i < size; i++) this.idle.push(this.open());
    this.spare = this.open();
  }

  /** Judges a whole model output; never rejects, a killed job is `undecided`. */
  async verify(input: VerifyInput): Promise<AnswerVerdict> {
    const result = await this.enqueue({ type: "answer", input });
    return "verifierKey" in result ? result : killedAnswer(input, result.rule);
  }

  /** Judges a case of a case file. */
  async verifyCase(each: VerifyCase): Promise<CaseVerdict> {
    const result = await this.enqueue({ type: "case", each });
    return "id" in result ? { ...result, id: each.id } : killedCase(each.id, result.rule);
  }

  /** Stops all threads; jobs that have not begun are undecided. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { resolve } of this.waiting.splice(0)) resolve(killedCase("", "pool closed"));
    await Promise.all([...this.all].map((thread) => thread.stop()));
  }

  private open(): Thread {
    const thread = new Thread(this.start());
    this.all.add(thread);
    return thread;
  }

  private enqueue(job: PoolJob): Promise<PoolResult> {
    if (this.closed) return Promise.resolve(killedCase("", "pool closed"));
    return new Promise((resolve) => {
      this.waiting.push({ job, resolve });
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.waiting.length > 0 && this.idle.length > 0) {
      const thread = this.idle.pop();
      const next = this.waiting.shift();
      if (thread !== undefined && next !== undefined) void this.work(thread, next);
    }
  }

  private async work(thread: Thread, { job, resolve }: Waiting): Promise<void> {
    const outcome = await thread.run({ id: this.nextId++, job }, this.budgetMs);
    resolve("result" in outcome ? outcome.result : killedCase("", `killed (${outcome.killed})`));
    this.idle.push(thread.isDead ? this.replace(thread) : thread);
    this.dispatch();
  }

  /** The spare takes the dead thread's place; the next spare starts meanwhile. */
  private replace(dead: Thread): Thread {
    this.all.delete(dead);
    if (this.closed) return dead;
    const ready = this.spare;
    this.spare = this.open();
    return ready;
  }
}

function killedCase(id: string, rule: string): CaseVerdict {
  return { id, equal: null, outcome: "undecided", extracted: null, rule };
}

function killedAnswer(input: VerifyInput, rule: string): AnswerVerdict {
  return {
    outcome: "undecided",
    extracted: null,
    location: null,
    confidence: 0,
    candidatesDisagree: false,
    goldNormal: null,
    answerNormal: null,
    rule,
    verifierKey: verifierKey(input.policies),
  };
}
