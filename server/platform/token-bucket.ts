/** One caller's tokens at the monotonic time `atMs`. */
type Level = { tokens: number; atMs: number };

/** Sums of fractions of a token are off by less than this. */
const ROUNDING = 1e-6;
/** Callers that are remembered before full buckets are looked for and forgotten. */
const FORGET_ABOVE = 10_000;

/**
 * Token buckets by key (Turner, 1986): each holds `capacity` tokens at most and gains `perMinute` a minute, evenly. In any
 * time of t minutes a key gets at most `capacity + t * perMinute`. A full bucket says nothing and is forgotten.
 */
export class TokenBuckets {
  readonly #levels = new Map<string, Level>();
  readonly #capacity: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #forgetAbove = FORGET_ABOVE;

  constructor(options: { capacity: number; perMinute: number; now?: () => number }) {
    this.#capacity = options.capacity;
    this.#perMs = options.perMinute / 60_000;
    this.#now = options.now ?? (() => performance.now());
  }

  get size(): number {
    return this.#levels.size;
  }

  /** Takes one token; 0 where there was one, otherwise the milliseconds until there is. */
  take(key: string): number {
    const atMs = this.#now();
    const tokens = this.#tokensOf(key, atMs);
    if (tokens < 1 - ROUNDING) return Math.ceil((1 - tokens) / this.#perMs - ROUNDING);
    this.#levels.set(key, { tokens: Math.max(0, tokens - 1), atMs });
    if (this.#levels.size > this.#forgetAbove) this.#forgetFull(atMs);
    return 0;
  }

  #tokensOf(key: string, atMs: number): number {
    const level = this.#levels.get(key);
    if (level === undefined) return this.#capacity;
    return Math.min(this.#capacity, level.tokens + (atMs - level.atMs) * this.#perMs);
  }

  #forgetFull(atMs: number): void {
    for (const key of this.#levels.keys())
      if (this.#tokensOf(key, atMs) >= this.#capacity) this.#levels.delete(key);
    // Where most callers are active, looking through all of them at every call would cost more than it frees.
    this.#forgetAbove = Math.max(FORGET_ABOVE, 2 * this.#levels.size);
  }
}
