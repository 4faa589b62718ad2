import type { LlamaSequence } from "../library";

/** The sequences of one context; who finds none free waits in order. */
export class SequencePool {
  readonly #free: LlamaSequence[];
  readonly #waiting: ((sequence: LlamaSequence) => void)[] = [];

  constructor(sequences: readonly LlamaSequence[]) {
    this.#free = [...sequences];
  }

  /**
   * Lends a sequence without history. Nothing of an earlier call is kept, not even a shared prompt: what was computed in
   * another batch may differ in the last bit, and a seed is to give the same text always.
   */
  async use<Result>(work: (sequence: LlamaSequence) => Promise<Result>): Promise<Result> {
    const sequence =
      this.#free.pop() ?? (await new Promise<LlamaSequence>((take) => this.#waiting.push(take)));
    try {
      await sequence.clearHistory();
      return await work(sequence);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(sequence);
      else next(sequence);
    }
  }
}
