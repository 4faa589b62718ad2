import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Capability } from "@/contracts/capability";
import type { Message } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import type {
  DynamicBias,
  Engine,
  EngineOptions,
  EnginePrefix,
  EnginePrompt,
  EngineResult,
  Stepper,
} from "../engine";
import { EngineError } from "../engine-error";
import { LlamaPool } from "./llama-pool";
import type { BiasPairs, ProcessInfo, Prompt } from "./process/messages";

export interface LlamaEngineOptions {
  /** Folder into which `plumbline engines add llama` installs. */
  folder: string;
  /** The GGUF file. */
  path: string;
  /** Name under which the model is served. */
  model: string;
  /** Worker processes; default one per core (four at most) for a small model, one for a large one or on a GPU. */
  processes?: number;
  /** Sequences computed together per process, 1 to 256; more take more memory. */
  sequences?: number;
  /** Positions a sequence holds; at most what the model was trained for. */
  contextTokens?: number;
}

/** Up to this size of file a second thread slows a model down instead of speeding it up. */
const SMALL_BYTES = 256 * 1024 ** 2;
const MOST_PROCESSES = 4;
const DEFAULT_CONTEXT = 8192;

const CAPABILITIES: readonly Capability[] = [
  "chat",
  "prefix",
  "prefix.tokens",
  "logprobs",
  "score",
  "logit.static",
  "logit.dynamic",
  "seed",
];

/**
 * Any GGUF model through llama.cpp (node-llama-cpp), in processes of its own. Same prompt, sampling and seed give the
 * same text on the same machine and release, on the processor. Calls with log-probabilities are drawn from the model's
 * own probabilities (before temperature and bias); all others by the library's sampler: their draws for a seed differ.
 */
export class LlamaEngine implements Engine {
  /** What every instance can do. */
  static readonly capabilities = CAPABILITIES;
  readonly name = "llama";
  readonly model: string;
  readonly capabilities: ReadonlySet<Capability> = new Set(CAPABILITIES);
  readonly #pool: LlamaPool;

  constructor({
    folder,
    path,
    model,
    processes,
    sequences,
    contextTokens = DEFAULT_CONTEXT,
  }: LlamaEngineOptions) {
    this.model = model;
    const cores = availableParallelism();
    const small = statSync(path).size <= SMALL_BYTES;
    const start = {
      folder,
      path,
      contextTokens,
      threads: small ? 1 : Math.max(1, cores - 1),
      sequences: sequences ?? (small ? 16 : 4),
      gpu: "auto" as const,
    };
    this.#pool = new LlamaPool(start, processes ?? (small ? Math.min(cores, MOST_PROCESSES) : 1));
  }

  /** What the engine runs on, for the record; starts it where it does not run yet. */
  info(): Promise<ProcessInfo> {
    return this.#pool.info();
  }

  generate(prompt: EnginePrompt, sampling: Sampling, options: EngineOptions = {}): Promise<EngineResult> {
    const asked = "tokens" in prompt ? { tokens: prompt.tokens } : { messages: prompt.messages, prefix: "" };
    return this.#generate(asked, sampling, options);
  }

  continue(prefix: EnginePrefix, sampling: Sampling, options: EngineOptions = {}): Promise<EngineResult> {
    if ("tokens" in prefix) return this.#generate({ tokens: prefix.tokens }, sampling, options);
    return this.#generate({ messages: prefix.messages, prefix: prefix.text }, sampling, options);
  }

  async score(tokens: readonly number[], options: { signal?: AbortSignal } = {}): Promise<(number | null)[]> {
    return (await this.#pool.call("scored", { type: "score", tokens }, undefined, options.signal)).scores;
  }

  async open(): Promise<Stepper> {
    throw new EngineError(
      "unsupported",
      "The llama engine shows no hidden states; use the reference engine.",
    );
  }

  async tokenize(text: string): Promise<number[]> {
    return (await this.#pool.call("tokens", { type: "tokenize", text })).tokens;
  }

  async detokenize(tokens: readonly number[]): Promise<string> {
    return (await this.#pool.call("detokenized", { type: "detokenize", tokens })).text;
  }

  async renderPrompt(messages: readonly Message[]): Promise<number[]> {
    return (await this.#pool.call("tokens", { type: "render", messages })).tokens;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #generate(prompt: Prompt, sampling: Sampling, options: EngineOptions): Promise<EngineResult> {
    const { bias, stop = [], signal, onText } = options;
    const startedAt = performance.now();
    const call = {
      type: "generate" as const,
      prompt,
      sampling: { ...sampling, seed: options.seed ?? sampling.seed },
      stop,
      topLogprobs: options.logprobs?.top ?? null,
      bias: bias === undefined || typeof bias === "function" ? null : [...bias],
      dynamicBias: typeof bias === "function",
      stream: onText !== undefined,
    };
    const onBiasWanted = typeof bias === "function" ? biasByToken(bias) : null;
    const sinks = { onText: onText ?? null, onBiasWanted };
    const { result } = await this.#pool.call("generated", call, sinks, signal);
    return {
      text: result.text,
      reasoning: null,
      finishReason: result.finishReason,
      promptTokens: result.promptTokens,
      completionTokens: result.tokens.length,
      reasoningTokens: null,
      tokenSource: "measured",
      latencyMs: performance.now() - startedAt,
      firstTokenMs: result.firstTokenMs,
      tokens: result.tokens,
      logprobs: result.logprobs,
    };
  }
}

/** Keeps the tokens of a call here, so that only the newest crosses between the processes. */
function biasByToken(bias: DynamicBias): (token: number | null) => BiasPairs | null {
  const generated: number[] = [];
  return (token) => {
    if (token !== null) generated.push(token);
    const added = bias(generated);
    return added === null ? null : [...added];
  };
}
