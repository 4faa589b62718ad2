/** Lines that came and were not yet read, for one reader. */
export class FrameQueue {
  readonly #waiting: Uint8Array[] = [];
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
      const frame = this.#waiting.shift();
      if (frame !== undefined) yield frame;
      else if (this.#ended) return;
      else await this.#next();
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
