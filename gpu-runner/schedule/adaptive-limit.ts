/** How many calls at a time a hosted account takes, learned from its answers. All numbers are calls or milliseconds. */
export type AdaptiveOptions = {
  /** Never more calls at a time than this. */
  ceiling: number;
  /** Calls at the start; doubled by every round of answers until the first refusal (slow start). */
  start?: number;
  /** Monotonic milliseconds. */
  now?: () => number;
  /** Calls `wake` after so many milliseconds. */
  later?: (wake: () => void, ms: number) => void;
};

const START = 4;
/** A refusal cuts the window to this part (multiplicative decrease). */
const DECREASE = 0.5;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989) with slow start and a floor of one call. Calls wait in the
 * order in which they came, so none starves. While the server asked to be left alone (`Retry-After`) nothing starts.
 */
export class AdaptiveLimit {
  readonly #ceiling: number;
  readonly #now: () => number;
  readonly #later: NonNullable<AdaptiveOptions["later"]>;
  readonly #waiting: (() => void)[] = [];
  #window: number;
  #threshold: number;
  #inFlight = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** Calls still under way that began before the last cut: their refusals are the same sign, and no second cut. */
  #older = 0;
  #wakes = false;

  constructor(options: AdaptiveOptions) {
    this.#ceiling = Math.max(1, options.ceiling);
    this.#threshold = this.#ceiling;
    this.#window = Math.min(this.#ceiling, options.start ?? START);
    this.#now = options.now ?? (() => performance.now());
    this.#later = options.later ?? timer;
  }

  /** Calls that may be under way together now. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#window));
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Waits for a place; resolves false, without one, when the signal ends the wait. */
  async enter(signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return false;
    return new Promise((resolve) => {
      const start = () => {
        signal?.removeEventListener("abort", stop);
        resolve(true);
      };
      const stop = () => {
        const place = this.#waiting.indexOf(start);
        if (place >= 0) this.#waiting.splice(place, 1);
        resolve(false);
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.#waiting.push(start);
      this.#startNext();
    });
  }

  /** A call came through: one call more per answer below the last known limit, one more per round of answers above it. */
  succeeded(): void {
    // A window that is not used says nothing about the server.
    const isUsed = this.#inFlight >= this.limit || this.#waiting.length > 0;
    if (isUsed) this.#window += this.#window < this.#threshold ? 1 : 1 / this.#window;
    this.#window = Math.min(this.#ceiling, this.#window);
    this.#leave();
  }

  /** The server refused for load (429, 503) or did not answer in time. */
  refused(retryAfterMs: number | null): void {
    const at = this.#now();
    if (this.#older === 0) {
      this.#window = Math.max(1, this.#window * DECREASE);
      this.#threshold = this.#window;
      this.#older = this.#inFlight;
    }
    if (retryAfterMs !== null) this.#pausedUntil = Math.max(this.#pausedUntil, at + retryAfterMs);
    this.#leave();
  }

  /** A call ended in a way that says nothing about load. */
  ended(): void {
    this.#leave();
  }

  #leave(): void {
    this.#inFlight--;
    this.#older = Math.max(0, this.#older - 1);
    this.#startNext();
  }

  #startNext(): void {
    const pauseMs = this.#pausedUntil - this.#now();
    if (pauseMs > 0) {
      if (this.#waiting.length === 0 || this.#wakes) return;
      this.#wakes = true;
      this.#later(() => {
        this.#wakes = false;
        this.#startNext();
      }, pauseMs);
      return;
    }
    while (this.#inFlight < this.limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#inFlight++;
      next();
    }
  }
}

/** Holds no process that is to end. */
function timer(wake: () => void, ms: number): void {
  setTimeout(wake, ms).unref();
}
