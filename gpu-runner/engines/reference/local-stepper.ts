import type { Stepper } from "../engine";
import { EngineError } from "../engine-error";
import { KvCache } from "./model/kv-cache";
import { MAX_ROWS } from "./model/load-weights";
import type { Model } from "./model/model";

/** A sequence under the caller's control, computed on the caller's thread. */
export class LocalStepper implements Stepper {
  readonly #model: Model;
  readonly #tokens: number[] = [];
  #cache: KvCache | null;
  #logits = new Float32Array();
  #hidden = new Float32Array();

  constructor(model: Model, tokens: readonly number[]) {
    this.#model = model;
    this.#cache = new KvCache(model.shape, tokens.length + 64);
    for (let start = 0; start < tokens.length; start += MAX_ROWS)
      this.#append(tokens.slice(start, start + MAX_ROWS));
  }

  get tokens(): readonly number[] {
    return this.#tokens;
  }

  async logits(): Promise<Float32Array> {
    this.#open();
    return this.#logits;
  }

  async hidden(): Promise<Float32Array> {
    this.#open();
    return this.#hidden;
  }

  async lmHead(): Promise<{ weights: Float32Array; vocabulary: number; width: number }> {
    const { vocabulary, width } = this.#model.shape;
    return { weights: this.#model.head, vocabulary, width };
  }

  async push(token: number): Promise<void> {
    this.#append([token]);
  }

  async close(): Promise<void> {
    this.#cache = null;
  }

  #open(): KvCache {
    if (!this.#cache) throw new EngineError("internal", "this stepper is closed; open another one");
    return this.#cache;
  }

  #append(tokens: readonly number[]): void {
    const cache = this.#open();
    const { context, vocabulary } = this.#model.shape;
    if (this.#tokens.length + tokens.length > context)
      throw new EngineError("context_exceeded", `the model's context holds ${context} tokens`);
    const unknown = tokens.find((token) => !(Number.isInteger(token) && token >= 0 && token < vocabulary));
    if (unknown !== undefined) throw new EngineError("rejected", `there is no token ${unknown}`);
    const start = this.#tokens.length;
    const rows = tokens.map((token, offset) => ({
      cache,
      token,
      position: start + offset,
      wanted: offset === tokens.length - 1,
    }));
    const [result] = this.#model.forward(rows);
    this.#tokens.push(...tokens);
    if (!result) return;
    this.#logits = Float32Array.from(result.logits);
    this.#hidden = Float32Array.from(result.hidden);
  }
}
