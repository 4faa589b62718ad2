import { EngineError } from "../engine-error";
import type { CallLimits } from "./limits";

/** Stops a call that brings no token for too long; bytes that bring none (keep-alive lines) do not count. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #limits: CallLimits;
  readonly #startedMs = performance.now();
  #timer: NodeJS.Timeout;
  firstTokenMs: number | null = null;

  constructor(limits: CallLimits) {
    this.#limits = limits;
    this.#timer = this.#after(limits.firstTokenMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds since the call began. */
  get elapsedMs(): number {
    return Math.round(performance.now() - this.#startedMs);
  }

  /** A token has come. */
  token(): void {
    this.firstTokenMs ??= this.elapsedMs;
    clearTimeout(this.#timer);
    this.#timer = this.#after(this.#limits.stallMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #after(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const error = new EngineError("stalled", `The endpoint sent no token for ${ms / 1000} s.`);
      this.#controller.abort(error);
    }, ms);
  }
}
