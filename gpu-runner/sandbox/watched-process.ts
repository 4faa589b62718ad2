import type { ChildProcess } from "node:child_process";
import { FrameQueue } from "./frame-queue";
import { LineSplitter } from "./line-splitter";
import type { SandboxExit, SandboxLimits, SandboxProcess } from "./sandbox";

const ERRORS_KEPT = 4096;

export type Watch = {
  child: ChildProcess;
  limits: SandboxLimits;
  /** Ends the whole tree at once; the answer to every limit. */
  kill: () => void;
  /** What an end that no limit caused means. */
  exitOf: (code: number | null, signal: NodeJS.Signals | null) => SandboxExit;
  /** Bytes in use by the whole tree; null where it cannot be told. */
  memoryBytes: () => number | null;
  /** Memory above which the tree is killed. */
  memoryLimitBytes: number;
  /** CPU time of the program, where the system itself does not end it at its limit. */
  cpuMs?: () => number;
  /** How often memory and CPU time are looked at. */
  lookEveryMs: number;
};

/** Clock, output counter, memory and CPU watch around a started engine process. */
export class WatchedProcess implements SandboxProcess {
  readonly exit: Promise<SandboxExit>;
  readonly #watch: Watch;
  readonly #frames = new FrameQueue();
  #ended = false;
  #cause: SandboxExit | null = null;
  #outputBytes = 0;
  #errors = Buffer.alloc(0);

  constructor(watch: Watch) {
    this.#watch = watch;
    this.exit = this.#run();
  }

  send(frame: Uint8Array): void {
    const stdin = this.#watch.child.stdin;
    if (this.#ended || !stdin?.writable) return;
    stdin.write(Buffer.concat([frame, Buffer.from("\n")]));
  }

  frames(): AsyncGenerator<Uint8Array> {
    return this.#frames.read();
  }

  lastErrors(): string {
    return this.#errors.toString("utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.#watch.kill();
    await this.exit;
  }

  #stop(cause: SandboxExit): void {
    if (this.#ended || this.#cause !== null) return;
    this.#cause = cause;
    this.#watch.kill();
  }

  #count(bytes: number): void {
    this.#outputBytes += bytes;
    if (this.#outputBytes > this.#watch.limits.outputBytes) this.#stop({ kind: "output" });
  }

  #run(): Promise<SandboxExit> {
    const { child, limits, memoryBytes, memoryLimitBytes, cpuMs, lookEveryMs, exitOf } = this.#watch;
    const splitter = new LineSplitter();
    child.stdout?.on("data", (chunk: Buffer) => {
      this.#count(chunk.length);
      if (this.#cause === null) for (const line of splitter.push(chunk)) this.#frames.push(line);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      this.#count(chunk.length);
      this.#errors = Buffer.concat([this.#errors, chunk]).subarray(-ERRORS_KEPT);
    });
    // Whoever waited for the engine's greeting has paused them.
    child.stdout?.resume();
    child.stderr?.resume();
    // A program that has ended no longer reads; that is told by its exit.
    child.stdin?.on("error", () => undefined);
    const clock = setTimeout(() => this.#stop({ kind: "wall" }), limits.wallMs);
    const looks = setInterval(() => {
      const used = memoryBytes();
      if (used !== null && used > memoryLimitBytes) this.#stop({ kind: "memory" });
      if (cpuMs !== undefined && cpuMs() > limits.cpuSeconds * 1000) this.#stop({ kind: "cpu" });
    }, lookEveryMs);
    return new Promise((resolve) => {
      const finish = (exit: SandboxExit) => {
        if (this.#ended) return;
        this.#ended = true;
        clearTimeout(clock);
        clearInterval(looks);
        const rest = splitter.end();
        if (rest !== null) this.#frames.push(rest);
        this.#frames.end();
        resolve(this.#cause ?? exit);
      };
      child.once("error", (error) => finish({ kind: "lost", reason: error.message }));
      child.once("close", (code, signal) => finish(exitOf(code, signal)));
    });
  }
}

/** A process that never came to be. */
export function lostProcess(reason: string): SandboxProcess {
  return {
    send: () => undefined,
    async *frames() {},
    lastErrors: () => "",
    exit: Promise.resolve({ kind: "lost", reason }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
