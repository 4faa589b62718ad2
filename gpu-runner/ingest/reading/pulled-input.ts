import { MOST_PULLS } from "./messages";

/** Bytes that another process sends when they are asked for, as a stream: `ask` is called for each part, `take` is given it. */
export class PulledInput {
  readonly #ask: () => void;
  readonly #parts: (Uint8Array | null)[] = [];
  #arrived: () => void = () => {};

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  take(bytes: Uint8Array | null): void {
    this.#parts.push(bytes);
    this.#arrived();
  }

  async *read(): AsyncGenerator<Uint8Array> {
    for (let asked = 0; asked < MOST_PULLS; asked++) this.#ask();
    for (;;) {
      const part = this.#parts.shift();
      if (part === undefined) {
        await new Promise<void>((resolve) => {
          this.#arrived = resolve;
        });
      } else if (part === null) return;
      else {
        yield part;
        this.#ask();
      }
    }
  }
}
