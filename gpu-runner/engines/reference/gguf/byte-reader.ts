/** Reads little-endian values one after the other; every read is checked against the end of the file. */
export class ByteReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get offset(): number {
    return this.#offset;
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (length < 0 || start + length > this.#bytes.byteLength)
      throw new RangeError(`the file ends at byte ${this.#bytes.byteLength}, in the middle of a value`);
    this.#offset = start + length;
    return start;
  }

  uint8 = () => this.#view.getUint8(this.#advance(1));
  int8 = () => this.#view.getInt8(this.#advance(1));
  uint16 = () => this.#view.getUint16(this.#advance(2), true);
  int16 = () => this.#view.getInt16(this.#advance(2), true);
  uint32 = () => this.#view.getUint32(this.#advance(4), true);
  int32 = () => this.#view.getInt32(this.#advance(4), true);
  float32 = () => this.#view.getFloat32(this.#advance(4), true);
  float64 = () => this.#view.getFloat64(this.#advance(8), true);
  int64 = () => safeNumber(this.#view.getBigInt64(this.#advance(8), true));
  uint64 = () => safeNumber(this.#view.getBigUint64(this.#advance(8), true));

  text(): string {
    const length = this.uint64();
    const start = this.#advance(length);
    return new TextDecoder().decode(this.#bytes.subarray(start, start + length));
  }
}

function safeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER))
    throw new RangeError("a 64-bit number in the file is too large");
  return Number(value);
}
