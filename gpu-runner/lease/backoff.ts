import { setTimeout as sleep } from "node:timers/promises";

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Doubling waits with jitter, at most 15 seconds; a new success starts over. */
export class Backoff {
  #next = FIRST_MS;

  reset(): void {
    this.#next = FIRST_MS;
  }

  /** Waits; returns early, without an error, when the signal ends it. */
  async wait(signal: AbortSignal, atLeastMs = 0): Promise<void> {
    const waitMs = Math.max(atLeastMs, this.#next * (0.75 + Math.random() / 2));
    this.#next = Math.min(this.#next * 2, LONGEST_MS);
    await sleep(waitMs, undefined, { signal }).catch(() => {});
  }
}
