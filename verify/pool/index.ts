import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { VerifyInput } from "../answer";
import type { CaseVerdict, VerifyCase } from "../cases/case";
import { verifierKey } from "../policies";
import { type ProcessInput, processVerifierKey } from "../process";
import type { AnswerVerdict } from "../types";
import { type ClassInput, NONE, type PoolJob, type PoolResult } from "./messages";
import { startWorker, Thread } from "./thread";

export type VerifierPoolOptions = {
  /** Most threads that work; they are started when there is work for them. */
  size?: number;
  /** Wall time of one job after which its thread is killed and the job is `undecided`, in milliseconds. */
  budgetMs?: number;
  /** Starts a thread; for tests and for hosts that bundle the worker elsewhere. */
  start?: () => Worker;
};

/** Jobs and characters of text that one message carries at most: few messages for many cheap answers. */
const MESSAGE_JOBS = 64;
const MESSAGE_CHARACTERS = 1_000_000;
/** A job whose thread died before any job of its message had begun is tried again once. */
const TRIES = 2;

type Settled = { result: PoolResult } | { killed: string };
type Waiting = { job: PoolJob; tries: number; settle: (settled: Settled) => void };

/**
 * Verifies answers on worker threads. A thread in which one job exceeds the budget, runs out of memory or crashes is
 * killed; only that job is lost (`undecided`), the others of its message go to the next thread. The replacement is
 * started when a job has used half its budget, so a hostile answer delays no other by more than its own budget.
 */
export class VerifierPool {
  private readonly size: number;
  private readonly budgetMs: number;
  private readonly start: () => Worker;
  private readonly waiting: Waiting[] = [];
  private readonly idle: Thread[] = [];
  private readonly all = new Set<Thread>();
  private spare: Thread | null = null;
  private working = 0;
  private dispatchDue = false;
  private closed = false;
  private killedJobs = 0;

  constructor(options: VerifierPoolOptions = {}) {
    this.budgetMs = options.budgetMs ?? 5000;
    this.start = options.start ?? startWorker;
    this.size = Math.max(1, options.size ?? availableParallelism());
  }

  /** Jobs that were killed so far. */
  get killed(): number {
    return this.killedJobs;
  }

  /** Judges a whole model output; never rejects, a killed job is `undecided`. */
  async verify(input: VerifyInput): Promise<AnswerVerdict> {
    const settled = await this.enqueue({ type: "answer", input });
    if ("result" in settled && "verifierKey" in settled.result) return settled.result;
    return killedAnswer(input, ruleOf(settled));
  }

  /** Judges what a critic says of a solution; never rejects, a killed job is `undecided`. */
  async verifyProcess(input: ProcessInput): Promise<AnswerVerdict> {
    const settled = await this.enqueue({ type: "process", input });
    if ("result" in settled && "verifierKey" in settled.result) return settled.result;
    return { ...killedAnswer(input, ruleOf(settled)), verifierKey: processVerifierKey(input.policies) };
  }

  /** Judges a case of a case file. */
  async verifyCase(each: VerifyCase): Promise<CaseVerdict> {
    const settled = await this.enqueue({ type: "case", each });
    if ("result" in settled && "id" in settled.result) return { ...settled.result, id: each.id };
    return { id: each.id, equal: null, outcome: "undecided", extracted: null, rule: ruleOf(settled) };
  }

  /** Class numbers of answers (see `extendClasses`), or `null` where the job was killed. */
  async classes(input: ClassInput): Promise<number[] | null> {
    const settled = await this.enqueue({ type: "classes", input });
    return "result" in settled && Array.isArray(settled.result) ? settled.result : null;
  }

  /** Stops all threads; jobs that have not ended are undecided. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { settle } of this.waiting.splice(0)) settle({ killed: "pool closed" });
    await Promise.all([...this.all].map((thread) => thread.stop()));
  }

  private enqueue(job: PoolJob): Promise<Settled> {
    if (this.closed) return Promise.resolve({ killed: "pool closed" });
    return new Promise((settle) => {
      this.waiting.push({ job, tries: 0, settle });
      if (this.dispatchDue) return;
      this.dispatchDue = true;
      // Jobs that are asked for in one go travel together.
      queueMicrotask(() => {
        this.dispatchDue = false;
        this.dispatch();
      });
    });
  }

  private dispatch(): void {
    while (this.waiting.length > 0 && !this.closed) {
      const thread = this.idle.pop() ?? (this.working < this.size ? this.open() : null);
      if (thread === null) return;
      this.working++;
      void this.work(thread, this.nextMessage());
    }
  }

  private open(): Thread {
    const thread = this.spare ?? new Thread(this.start());
    this.spare = null;
    this.all.add(thread);
    return thread;
  }

  private nextMessage(): Waiting[] {
    const free = Math.max(1, this.size - this.working + 1);
    const most = Math.min(MESSAGE_JOBS, Math.ceil(this.waiting.length / free));
    let characters = 0;
    let count = 0;
    for (const { job } of this.waiting) {
      characters += charactersOf(job);
      if (count === most || (count > 0 && characters > MESSAGE_CHARACTERS)) break;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  private async work(thread: Thread, message: Waiting[]): Promise<void> {
    let done = 0;
    const ending = await thread.run(
      message.map(({ job }) => job),
      {
        budgetMs: this.budgetMs,
        onResults: (from, results) => {
          results.forEach((result, index) => {
            message[from + index]?.settle({ result });
          });
          done = from + results.length;
        },
        onSlow: () => this.prepareSpare(),
      },
    );
    this.working--;
    if (ending.killed === null && !thread.isDead) this.idle.push(thread);
    else this.all.delete(thread);
    if (ending.killed !== null) this.putBack(message, done, ending);
    this.dispatch();
  }

  /** After a kill: the job that ran is lost, those without a result are done again. */
  private putBack(message: Waiting[], done: number, { killed, at }: { killed: string; at: number }): void {
    const again: Waiting[] = [];
    message.slice(done).forEach((waiting, index) => {
      if (at === NONE) waiting.tries++;
      if (!this.closed && done + index !== at && waiting.tries < TRIES) again.push(waiting);
      else {
        this.killedJobs++;
        waiting.settle({ killed: this.closed ? "pool closed" : `killed (${killed})` });
      }
    });
    this.waiting.unshift(...again);
  }

  private prepareSpare(): void {
    if (this.spare !== null || this.closed) return;
    this.spare = new Thread(this.start());
    this.all.add(this.spare);
  }
}

function charactersOf(job: PoolJob): number {
  if (job.type === "answer" || job.type === "process") return job.input.text.length;
  if (job.type === "classes") return job.input.answers.reduce((sum, answer) => sum + answer.length, 0);
  return job.each.prediction?.length ?? 0;
}

const ruleOf = (settled: Settled): string => ("killed" in settled ? settled.killed : "killed (crash)");

function killedAnswer(input: Pick<VerifyInput, "policies">, rule: string): AnswerVerdict {
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
