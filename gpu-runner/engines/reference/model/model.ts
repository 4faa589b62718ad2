import type { GgufFile } from "../gguf/read-gguf";
import type { Stretch } from "./arena";
import { attend } from "./attend";
import type { KvCache } from "./kv-cache";
import { type LayerWeights, loadWeights, MAX_ROWS, type Weights } from "./load-weights";
import { compileKernel, type MultiplyMatrix, ROW_BLOCK } from "./matrix-kernel";
import { type ModelShape, readShape } from "./model-shape";
import { Rotary } from "./rotary";

/** One position to compute: a token that is appended to a sequence. */
export interface Row {
  cache: KvCache;
  token: number;
  /** Position in the sequence; rows of one sequence come in rising order. */
  position: number;
  /** Whether the logits after this token are wanted. */
  wanted: boolean;
}

/** Views into the model's working space; valid until the next call of `forward`. */
export interface RowResult {
  logits: Float32Array;
  /** Last state after the final norm. */
  hidden: Float32Array;
}

/** A Llama-shaped transformer in 32-bit floats. One instance computes for one thread. */
export class Model {
  readonly shape: ModelShape;
  readonly #weights: Weights;
  readonly #multiply: MultiplyMatrix;
  readonly #rotary: Rotary;
  readonly #scores: Float64Array;

  constructor(file: GgufFile) {
    this.shape = readShape(file);
    this.#weights = loadWeights(file, this.shape);
    this.#multiply = compileKernel(this.#weights.arena.memory);
    this.#rotary = new Rotary(this.shape);
    this.#scores = new Float64Array(this.shape.context);
  }

  /** The head's weights, vocabulary × width, row-major. */
  get head(): Float32Array {
    return this.#weights.head.values;
  }

  /**
   * Computes up to `MAX_ROWS` positions, of any mix of sequences, and stores their keys and values.
   * Gives one result per wanted row, in order. A row's result does not depend on the rows beside it.
   */
  forward(rows: readonly Row[]): RowResult[] {
    if (rows.length > MAX_ROWS) throw new RangeError(`at most ${MAX_ROWS} rows a pass`);
    const { width } = this.shape;
    const { state } = this.#weights.scratch;
    rows.forEach(({ cache, token, position }, index) => {
      if (!(token >= 0 && token < this.shape.vocabulary)) throw new RangeError(`there is no token ${token}`);
      cache.reserve(position + 1);
      const embedding = this.#weights.embedding.values.subarray(token * width, (token + 1) * width);
      state.values.set(embedding, index * width);
    });
    this.#weights.layers.forEach((layer, index) => {
      this.#attention(layer, index, rows);
      this.#feedForward(layer, rows.length);
    });
    for (const { cache, position } of rows) cache.length = Math.max(cache.length, position + 1);
    return this.#results(rows);
  }

  #apply(
    weights: Stretch,
    input: Stretch,
    output: Stretch,
    outputs: number,
    inputs: number,
    rows: number,
  ): void {
    const padded = Math.ceil(rows / ROW_BLOCK) * ROW_BLOCK;
    this.#multiply(weights.address, input.address, output.address, outputs, inputs, padded);
  }

  #attention(layer: LayerWeights, index: number, rows: readonly Row[]): void {
    const { shape } = this;
    const { normed, query, key, value, mixed, state } = this.#weights.scratch;
    const queryWidth = shape.heads * shape.headWidth;
    const keyWidth = shape.keyHeads * shape.headWidth;
    this.#norm(layer.attentionNorm, rows.length);
    this.#apply(layer.query, normed, query, queryWidth, shape.width, rows.length);
    this.#apply(layer.key, normed, key, keyWidth, shape.width, rows.length);
    this.#apply(layer.value, normed, value, keyWidth, shape.width, rows.length);
    rows.forEach(({ cache, position }, row) => {
      this.#rotary.rotate(query.values, row * queryWidth, queryWidth, position);
      this.#rotary.rotate(key.values, row * keyWidth, keyWidth, position);
      cache.keys[index]?.set(key.values.subarray(row * keyWidth, (row + 1) * keyWidth), position * keyWidth);
      cache.values[index]?.set(
        value.values.subarray(row * keyWidth, (row + 1) * keyWidth),
        position * keyWidth,
      );
    });
    rows.forEach(({ cache, position }, row) => {
      const keys = cache.keys[index];
      const values = cache.values[index];
      if (!keys || !values) throw new RangeError(`the cache has no layer ${index}`);
      const start = row * queryWidth;
      attend(
        shape,
        { values: query.values, start },
        { keys, values, length: position + 1 },
        mixed.values,
        this.#scores,
      );
    });
    this.#apply(layer.attentionOutput, mixed, normed, shape.width, queryWidth, rows.length);
    addInto(state.values, normed.values, rows.length * shape.width);
  }

  #feedForward(layer: LayerWeights, count: number): void {
    const { width, feedForward } = this.shape;
    const { normed, gate, up, state } = this.#weights.scratch;
    this.#norm(layer.feedForwardNorm, count);
    this.#apply(layer.gate, normed, gate, feedForward, width, count);
    this.#apply(layer.up, normed, up, feedForward, width, count);
    gateInto(gate.values, up.values, count * feedForward);
    this.#apply(layer.down, gate, normed, width, feedForward, count);
    addInto(state.values, normed.values, count * width);
  }

  /** Root-mean-square norm of the first `count` states into `normed`. */
  #norm(weights: Stretch, count: number): void {
    const { width, normEpsilon } = this.shape;
    const { state, normed } = this.#weights.scratch;
    for (let row = 0; row < count; row += 1)
      normRow(state.values, row * width, weights.values, normEpsilon, normed.values, row * width);
  }

  #results(rows: readonly Row[]): RowResult[] {
    const { width, vocabulary, normEpsilon } = this.shape;
    const { state, normed, logits } = this.#weights.scratch;
    let count = 0;
    rows.forEach(({ wanted }, row) => {
      if (!wanted) return;
      normRow(
        state.values,
        row * width,
        this.#weights.outputNorm.values,
        normEpsilon,
        normed.values,
        count * width,
      );
      count += 1;
    });
    if (count > 0) this.#apply(this.#weights.head, normed, logits, vocabulary, width, count);
    return Array.from({ length: count }, (_, row) => ({
      logits: logits.values.subarray(row * vocabulary, (row + 1) * vocabulary),
      hidden: normed.values.subarray(row * width, (row + 1) * width),
    }));
  }
}

function normRow(
  input: Float32Array,
  start: number,
  weights: Float32Array,
  epsilon: number,
  output: Float32Array,
  target: number,
): void {
  const width = weights.length;
  let squares = 0;
  for (let index = 0; index < width; index += 1) {
    const value = input[start + index] as number;
    squares += value * value;
  }
  const scale = 1 / Math.sqrt(squares / width + epsilon);
  for (let index = 0; index < width; index += 1)
    output[target + index] = (input[start + index] as number) * scale * (weights[index] as number);
}

function addInto(target: Float32Array, source: Float32Array, count: number): void {
  for (let index = 0; index < count; index += 1)
    target[index] = (target[index] as number) + (source[index] as number);
}

/** `gate = silu(gate) · up`. */
function gateInto(gate: Float32Array, up: Float32Array, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const value = gate[index] as number;
    gate[index] = (value / (1 + Math.exp(-value))) * (up[index] as number);
  }
}
