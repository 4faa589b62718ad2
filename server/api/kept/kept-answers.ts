import type { KeptAnswer } from "./kept-answer";

/** Counted for each answer besides its body: headers, the key, the place. */
const OVERHEAD_BYTES = 4_096;

type Entry = { at: number; answer: KeptAnswer; bytes: number };

/** An answer older than this many times `forMs` is sent to nobody. */
const STALE_FOR = 2;

/**
 * Answers in memory, by key: at most `mostBytes` of them, those asked for most recently. For `forMs` after it was asked of the application an
 * answer is fresh; for as long again it is there to be sent while a new one is made (stale-while-revalidate, RFC 5861). `forget` empties
 * it, and what was being made meanwhile is not kept.
 */
export class KeptAnswers {
  readonly #entries = new Map<string, Entry>();
  readonly #making = new Map<string, Promise<KeptAnswer | null>>();
  readonly #mostBytes: number;
  readonly #forMs: number;
  #bytes = 0;
  #generation = 0;

  constructor({ mostBytes, forMs }: { mostBytes: number; forMs: number }) {
    this.#mostBytes = mostBytes;
    this.#forMs = forMs;
  }

  /** The kept answer and its age in milliseconds; one that is not fresh is to be made anew. */
  find(key: string, now: number): { answer: KeptAnswer; ageMs: number; isFresh: boolean } | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    this.#drop(key);
    const ageMs = now - entry.at;
    if (ageMs >= STALE_FOR * this.#forMs) return null;
    this.#put(key, entry);
    return { answer: entry.answer, ageMs, isFresh: ageMs < this.#forMs };
  }

  /** The answer that somebody else's request is making now; null of it where it cannot be kept. */
  making(key: string): Promise<KeptAnswer | null> | undefined {
    return this.#making.get(key);
  }

  /** Keeps what `make` gives, unless `forget` was called meanwhile. Others who ask for the key wait for it. */
  async make(key: string, now: number, make: () => Promise<KeptAnswer | null>): Promise<KeptAnswer | null> {
    const generation = this.#generation;
    const making = make();
    this.#making.set(key, making);
    try {
      const answer = await making;
      if (answer !== null && generation === this.#generation) {
        this.#drop(key);
        this.#put(key, { at: now, answer, bytes: answer.body.length + OVERHEAD_BYTES });
      }
      return answer;
    } finally {
      if (this.#making.get(key) === making) this.#making.delete(key);
    }
  }

  forget(): void {
    this.#generation++;
    this.#entries.clear();
    this.#making.clear();
    this.#bytes = 0;
  }

  get bytes(): number {
    return this.#bytes;
  }

  #put(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    // The first is the one that nobody asked for the longest.
    for (const [oldest] of this.#entries) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}
