const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines without looking into them. */
export class LineSplitter {
  #rest: Buffer[] = [];

  *push(chunk: Buffer): Generator<Uint8Array> {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      const line = chunk.subarray(start, at);
      yield this.#rest.length === 0 ? line : Buffer.concat([...this.#rest, line]);
      this.#rest = [];
      start = at + 1;
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  /** What came after the last newline; null where nothing did. */
  end(): Uint8Array | null {
    if (this.#rest.length === 0) return null;
    const line = Buffer.concat(this.#rest);
    this.#rest = [];
    return line;
  }
}
