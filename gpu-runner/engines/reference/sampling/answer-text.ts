/**
 * Text out of tokens that arrive one by one: incomplete UTF-8 and whatever could be the beginning of a stop text are
 * held back until it is clear what they are.
 */
export class AnswerText {
  readonly #stops: readonly string[];
  readonly #decoder = new TextDecoder();
  #text = "";
  #released = 0;
  stopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
  }

  /** Adds a token's bytes; gives the text that can be released now. After a stop text nothing more is taken. */
  add(bytes: Uint8Array): string {
    if (this.stopped) return "";
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The rest, at the end of the generation. */
  end(): string {
    if (this.stopped) return "";
    const piece = this.#take(this.#decoder.decode());
    const rest = this.#text.slice(this.#released);
    if (this.stopped) return piece;
    this.#released = this.#text.length;
    return piece + rest;
  }

  /** Everything released so far. */
  get text(): string {
    return this.#text.slice(0, this.#released);
  }

  #take(added: string): string {
    const searchFrom = Math.max(0, this.#text.length - this.#longestStop());
    this.#text += added;
    const found = this.#stops.map((stop) => this.#text.indexOf(stop, searchFrom)).filter((at) => at !== -1);
    this.stopped = found.length > 0;
    const end = this.stopped ? Math.min(...found) : this.#text.length - this.#heldBack();
    const piece = this.#text.slice(this.#released, end);
    this.#released = Math.max(this.#released, end);
    return piece;
  }

  #longestStop(): number {
    return this.#stops.reduce((longest, stop) => Math.max(longest, stop.length), 0);
  }

  /** Length of the longest end of the text that is the beginning of a stop text. */
  #heldBack(): number {
    const most = Math.min(this.#longestStop() - 1, this.#text.length - this.#released);
    for (let length = most; length > 0; length -= 1) {
      const end = this.#text.slice(-length);
      if (this.#stops.some((stop) => stop.startsWith(end))) return length;
    }
    return 0;
  }
}
