import type { ModelShape } from "./model-shape";

/** cos and sin by position and pair, and the rotation of neighbouring pairs (RoFormer, as llama.cpp lays it out). */
export class Rotary {
  readonly #half: number;
  readonly #cosines: Float32Array;
  readonly #sines: Float32Array;

  constructor(shape: ModelShape) {
    this.#half = shape.headWidth / 2;
    this.#cosines = new Float32Array(shape.context * this.#half);
    this.#sines = new Float32Array(shape.context * this.#half);
    for (let position = 0; position < shape.context; position += 1) {
      for (let pair = 0; pair < this.#half; pair += 1) {
        const angle = position * shape.ropeBase ** ((-2 * pair) / shape.headWidth);
        this.#cosines[position * this.#half + pair] = Math.cos(angle);
        this.#sines[position * this.#half + pair] = Math.sin(angle);
      }
    }
  }

  /** Rotates `width` numbers from `start` on, head after head, in place. */
  rotate(values: Float32Array, start: number, width: number, position: number): void {
    const half = this.#half;
    const table = position * half;
    for (let index = 0; index < width; index += 2) {
      const pair = (index >> 1) % half;
      const cosine = this.#cosines[table + pair] ?? 0;
      const sine = this.#sines[table + pair] ?? 0;
      const even = values[start + index] ?? 0;
      const odd = values[start + index + 1] ?? 0;
      values[start + index] = even * cosine - odd * sine;
      values[start + index + 1] = even * sine + odd * cosine;
    }
  }
}
