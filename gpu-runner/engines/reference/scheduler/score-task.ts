import { KvCache } from "../model/kv-cache";
import type { Row, RowResult } from "../model/model";
import type { ModelShape } from "../model/model-shape";
import { logSum } from "../sampling/log-probabilities";
import type { Task } from "./task";

/** Natural log-probability of each token given those before it; null for the first. */
export class ScoreTask implements Task {
  readonly #tokens: readonly number[];
  readonly #onDone: (scores: (number | null)[]) => void;
  readonly #cache: KvCache;
  readonly #scores: (number | null)[] = [null];
  finished = false;

  constructor(tokens: readonly number[], shape: ModelShape, onDone: (scores: (number | null)[]) => void) {
    this.#tokens = tokens;
    this.#onDone = onDone;
    this.#cache = new KvCache(shape, tokens.length);
  }

  rows(room: number): Row[] {
    const start = this.#cache.length;
    return this.#tokens
      .slice(start, Math.min(start + room, this.#tokens.length - 1))
      .map((token, offset) => ({ cache: this.#cache, token, position: start + offset, wanted: true }));
  }

  accept(results: readonly RowResult[]): void {
    for (const { logits } of results) {
      const next = this.#tokens[this.#scores.length];
      this.#scores.push(next === undefined ? null : (logits[next] as number) - logSum(logits));
    }
    if (this.#scores.length < this.#tokens.length) return;
    this.finished = true;
    this.#onDone(this.#scores);
  }

  cancel(): void {
    this.finished = true;
  }
}
