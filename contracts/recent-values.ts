type Kept<Value> = { at: number; value: Promise<Value> };

/**
 * Keeps what was computed last, in memory and bounded: the `most` keys that were asked for most recently, none longer than `forMs`. Who
 * asks while a value is being computed waits for that one; a failure is not kept. Keys must name everything that a value depends on.
 */
export class RecentValues<Value> {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #most: number;
  readonly #forMs: number;

  constructor({ most, forMs }: { most: number; forMs: number }) {
    this.#most = most;
    this.#forMs = forMs;
  }

  /** The kept value of a key, or a new one. `now` in milliseconds, on any clock that does not go back. */
  of(key: string, now: number, compute: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(key);
    const fresh = known !== undefined && now - known.at < this.#forMs;
    const kept = fresh ? known : { at: now, value: compute() };
    if (!fresh)
      kept.value.catch(() => {
        if (this.#kept.get(key) === kept) this.#kept.delete(key);
      });
    // Put last, so that the first is the one that nobody asked for the longest.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return kept.value;
  }

  get size(): number {
    return this.#kept.size;
  }
}
