import { StreamError } from "./stream-error";

/** Largest window a frame may ask for; the decompressor would allocate it at once. */
const MAX_WINDOW_BYTES = 128 * 1024 ** 2;

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;

/**
 * Follows the frames of a Zstandard stream (RFC 8878) without decompressing them, so that every frame's window is known
 * before memory is set aside for it. Throws `StreamError` for a window that is too large and for a stream that is not Zstandard.
 */
export class ZstdFrames {
  #need: "magic" | "header" | "block" = "magic";
  #held: number[] = [];
  #skip = 0;
  #checksum = false;

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at);
        this.#skip -= step;
        at += step;
        continue;
      }
      this.#held.push(chunk[at++] ?? 0);
      this.#step();
    }
  }

  #step(): void {
    const held = this.#held;
    if (this.#need === "magic" && held.length === 4) this.#magic(little(held, 0, 4));
    else if (this.#need === "header" && held.length === headerBytes(held[0] ?? 0)) this.#header();
    else if (this.#need === "block" && held.length === 3) this.#block(little(held, 0, 3));
    else if (this.#need === "magic" && held.length === 8) {
      this.#skip = little(held, 4, 4);
      this.#held = [];
    }
  }

  #magic(value: number): void {
    if (value === MAGIC) {
      this.#need = "header";
      this.#held = [];
    } else if ((value & 0xfffffff0) >>> 0 !== SKIPPABLE) {
      throw new StreamError(
        "truncated_stream",
        "The file is not a Zstandard stream from its start to its end.",
      );
    }
  }

  #header(): void {
    const descriptor = this.#held[0] ?? 0;
    const windowBytes = windowOf(this.#held);
    if (windowBytes > MAX_WINDOW_BYTES) {
      const message = `The Zstandard stream asks for a window of ${windowBytes} bytes; at most ${MAX_WINDOW_BYTES} are given.`;
      throw new StreamError("too_large", message);
    }
    this.#checksum = (descriptor & 4) !== 0;
    this.#need = "block";
    this.#held = [];
  }

  #block(header: number): void {
    const isRepeated = ((header >> 1) & 3) === 1;
    this.#skip = isRepeated ? 1 : header >> 3;
    this.#held = [];
    if ((header & 1) === 0) return;
    this.#skip += this.#checksum ? 4 : 0;
    this.#need = "magic";
  }
}

function headerBytes(descriptor: number): number {
  const single = (descriptor & 32) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  return 1 + (single ? 0 : 1) + dictionary + sizeBytes(descriptor, single);
}

const sizeBytes = (descriptor: number, single: boolean): number =>
  [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;

function windowOf(header: readonly number[]): number {
  const descriptor = header[0] ?? 0;
  if ((descriptor & 32) === 0) {
    const window = header[1] ?? 0;
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const bytes = sizeBytes(descriptor, true);
  const size = little(header, header.length - bytes, bytes);
  return bytes === 2 ? size + 256 : size;
}

function little(bytes: readonly number[], start: number, count: number): number {
  let value = 0;
  for (let at = count - 1; at >= 0; at--) value = value * 256 + (bytes[start + at] ?? 0);
  return value;
}
