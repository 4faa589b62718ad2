import type { ModelShape } from "./model-shape";

const FIRST_CAPACITY = 128;

/** Keys and values of one sequence, by layer, one row a position; grows by doubling up to the model's context. */
export class KvCache {
  readonly #rowWidth: number;
  readonly #context: number;
  #capacity: number;
  /** Positions that hold a computed token. */
  length = 0;
  keys: Float32Array[];
  values: Float32Array[];

  constructor(shape: ModelShape, capacity = FIRST_CAPACITY) {
    this.#rowWidth = shape.keyHeads * shape.headWidth;
    this.#context = shape.context;
    this.#capacity = Math.min(capacity, shape.context);
    const empty = () => new Float32Array(this.#capacity * this.#rowWidth);
    this.keys = Array.from({ length: shape.layers }, empty);
    this.values = Array.from({ length: shape.layers }, empty);
  }

  /** Makes room for positions below `end`; throws `RangeError` beyond the context. */
  reserve(end: number): void {
    if (end <= this.#capacity) return;
    if (end > this.#context)
      throw new RangeError(`position ${end} is beyond the context of ${this.#context}`);
    let capacity = this.#capacity;
    while (capacity < end) capacity *= 2;
    this.#capacity = Math.min(capacity, this.#context);
    const grown = (old: Float32Array) => {
      const larger = new Float32Array(this.#capacity * this.#rowWidth);
      larger.set(old);
      return larger;
    };
    this.keys = this.keys.map(grown);
    this.values = this.values.map(grown);
  }

  /** Takes over the first `length` positions of another cache of the same model. */
  copyFrom(source: KvCache, length: number): void {
    this.reserve(length);
    const floats = length * this.#rowWidth;
    source.keys.forEach((keys, layer) => {
      this.keys[layer]?.set(keys.subarray(0, floats));
    });
    source.values.forEach((values, layer) => {
      this.values[layer]?.set(values.subarray(0, floats));
    });
    this.length = length;
  }
}
