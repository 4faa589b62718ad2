import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { EngineError } from "../engine-error";
import type {
  BiasPairs,
  Call,
  FromProcess,
  Outcome,
  ProcessInfo,
  ProcessStart,
  ToProcess,
} from "./process/messages";

/** What a process reports about one call. */
export interface CallSinks {
  onText: ((piece: string) => void) | null;
  /** Gives the bias of the next token; `token` is the one drawn since the last question. */
  onBiasWanted: ((token: number | null) => BiasPairs | null) | null;
}

type Settled = Exclude<Outcome, { type: "failed" }>;
type OpenCall = CallSinks & { resolve: (outcome: Settled) => void; reject: (error: EngineError) => void };

const entry = fileURLToPath(new URL("./process/start-process.mjs", import.meta.url));

/** One worker process with its own copy of the model; keeps its parent alive only while calls are open. */
export class LlamaProcess {
  /** Rejects with `EngineError("internal")` where library or model cannot be loaded. */
  readonly ready: Promise<ProcessInfo>;
  readonly #child: ChildProcess;
  readonly #calls = new Map<number, OpenCall>();
  #settleReady: { resolve: (info: ProcessInfo) => void; reject: (error: EngineError) => void } | null = null;
  #places = 0;
  /** What it computes on; null until it is ready. */
  info: ProcessInfo | null = null;
  lost = false;

  constructor(start: ProcessStart) {
    this.ready = new Promise((resolve, reject) => {
      this.#settleReady = { resolve, reject };
    });
    // Whoever calls waits for it and is told; nobody else has to.
    this.ready.catch(() => {});
    this.#child = fork(entry, [JSON.stringify(start)], {
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      // The library samples each sequence in the thread pool, and the first access to a batch's logits puts their rows in
      // order: with more than one pool thread a busy machine now and then sampled from another sequence's row.
      env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
    });
    this.#child.on("message", (message: FromProcess) => this.#take(message));
    this.#child.on("error", (error) => this.#lose(error.message));
    this.#child.on("exit", (code, signal) => this.#lose(`it ended with ${signal ?? `code ${code}`}`));
  }

  /** Places taken by calls that run here or are about to. */
  get load(): number {
    return this.#places;
  }

  reserve(): void {
    this.#places += 1;
  }

  release(): void {
    this.#places -= 1;
  }

  async call(call: Call, sinks: CallSinks, signal: AbortSignal | undefined): Promise<Settled> {
    const given = () => new EngineError("aborted", "the call was given up by its caller");
    if (signal?.aborted) throw given();
    const onAbort = () => {
      const open = this.#close(call.id);
      if (open) this.#send({ type: "cancel", id: call.id });
      open?.reject(given());
    };
    try {
      return await new Promise<Settled>((resolve, reject) => {
        this.#calls.set(call.id, { ...sinks, resolve, reject });
        this.#child.ref();
        this.#child.channel?.ref();
        signal?.addEventListener("abort", onAbort, { once: true });
        this.ready.then(() => this.#send(call), reject);
      });
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#close(call.id);
    }
  }

  async end(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve();
      else this.#child.once("exit", () => resolve());
    });
    this.#lose("the engine was closed");
    this.#child.ref();
    this.#child.kill("SIGKILL");
    await gone;
  }

  /** Lets the parent end while this process has nothing to do. */
  rest(): void {
    if (this.#calls.size > 0) return;
    this.#child.unref();
    this.#child.channel?.unref();
  }

  #send(message: ToProcess): void {
    if (this.#child.connected) this.#child.send(message);
  }

  #take(message: FromProcess): void {
    switch (message.type) {
      case "ready":
        this.info = message.info;
        this.#settleReady?.resolve(message.info);
        return;
      case "broken":
        this.#settleReady?.reject(
          new EngineError("internal", `the llama engine cannot start: ${message.message}`),
        );
        this.#child.kill("SIGKILL");
        return;
      case "text":
        this.#calls.get(message.id)?.onText?.(message.piece);
        return;
      case "bias-wanted":
        this.#giveBias(message.id, message.token);
        return;
      case "failed":
        this.#close(message.id)?.reject(new EngineError(message.code, message.message));
        return;
      default:
        this.#close(message.id)?.resolve(message);
    }
  }

  /** A bias function that throws ends its own call, not its neighbours. */
  #giveBias(id: number, token: number | null): void {
    const open = this.#calls.get(id);
    if (!open) return;
    try {
      this.#send({ type: "bias", id, bias: open.onBiasWanted?.(token) ?? null });
    } catch (cause) {
      this.#close(id);
      this.#send({ type: "cancel", id });
      open.reject(new EngineError("internal", "the bias function of this call failed", { cause }));
    }
  }

  #close(id: number): OpenCall | undefined {
    const open = this.#calls.get(id);
    this.#calls.delete(id);
    this.rest();
    return open;
  }

  #lose(reason: string): void {
    if (this.lost) return;
    this.lost = true;
    const error = new EngineError("internal", `a process of the llama engine was lost: ${reason}`);
    this.#settleReady?.reject(error);
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
  }
}
