import { KvCache } from "../model/kv-cache";
import type { ModelShape } from "../model/model-shape";

/** A sequence whose keys and values others may take over; `tokens` grows while its owner generates. */
export interface StoredSequence {
  tokens: readonly number[];
  cache: KvCache;
  /** True until its owner has finished or given up. */
  live: boolean;
}

const KEPT_SEQUENCES = 48;
const SHORTEST_SHARED = 4;

/**
 * Recent sequences, so that samples of one prompt and continuations of an answer compute only what is new. Keys and
 * values of a position depend on the tokens up to it alone, so taking them over changes no result.
 */
export class PrefixStore {
  readonly #shape: ModelShape;
  #sequences: StoredSequence[] = [];

  constructor(shape: ModelShape) {
    this.#shape = shape;
  }

  /**
   * A cache for `tokens` with as many leading positions filled as a stored sequence shares (never the last one, whose
   * logits are needed), or null when another sequence is just computing them: ask again after the next step.
   */
  take(tokens: readonly number[]): KvCache | null {
    let best: StoredSequence | null = null;
    let shared = SHORTEST_SHARED - 1;
    for (const sequence of this.#sequences) {
      const length = Math.min(sharedLength(sequence.tokens, tokens), tokens.length - 1);
      const reachable = sequence.live ? length : Math.min(length, sequence.cache.length);
      if (reachable > shared) {
        shared = reachable;
        best = sequence;
      }
    }
    if (!best) return new KvCache(this.#shape, tokens.length + 64);
    if (best.cache.length < shared) return null;
    this.#sequences = [...this.#sequences.filter((sequence) => sequence !== best), best];
    const cache = new KvCache(this.#shape, tokens.length + 64);
    cache.copyFrom(best.cache, shared);
    return cache;
  }

  add(sequence: StoredSequence): void {
    this.#sequences.push(sequence);
    while (this.#sequences.length > KEPT_SEQUENCES) {
      const oldest = this.#sequences.findIndex(({ live }) => !live);
      if (oldest === -1) return;
      this.#sequences.splice(oldest, 1);
    }
  }
}

function sharedLength(left: readonly number[], right: readonly number[]): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left[length] === right[length]) length += 1;
  return length;
}
