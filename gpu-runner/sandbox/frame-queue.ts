/** Lines that came and were not yet read, for one reader. */
export class FrameQueue {
  #waiting: Uint8Array[] = [];
  #ended = false;
  #wake: (() => void) | null = null;

  push(frame: Uint8Array): void {
    this.#waiting.push(frame);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      // All at once: taking them one by one from the front of a long list takes the square of its length.
      const frames = this.#waiting;
      this.#waiting = [];
      yield* frames;
      if (this.#waiting.length > 0) continue;
      if (this.#ended) return;
      await this.#next();
    }
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
    });
  }
}
