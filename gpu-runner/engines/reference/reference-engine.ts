import type { Capability } from "@/contracts/capability";
import type { Message } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import type { Engine, EngineOptions, EnginePrefix, EnginePrompt, EngineResult, Stepper } from "../engine";
import { EngineError } from "../engine-error";
import { defaultThreads } from "./default-threads";
import { LocalGenerator } from "./local-generator";
import { LocalStepper } from "./local-stepper";
import { WorkerPool } from "./pool/worker-pool";
import type { Generated } from "./scheduler/generate-task";
import { loadRuntime, type Runtime } from "./scheduler/load-runtime";
import { renderChat } from "./tokenizer/render-chat";

export interface ReferenceEngineOptions {
  /** The GGUF file. */
  path: string;
  /** Name under which the model is served. */
  model: string;
  /** Worker threads; default one per core, four at most. */
  threads?: number;
  /** Sequences computed together per thread, 1 to 64; changes speed, never text. */
  sequences?: number;
}

const CAPABILITIES: readonly Capability[] = [
  "chat",
  "prefix",
  "prefix.tokens",
  "logprobs",
  "score",
  "logit.static",
  "logit.dynamic",
  "hidden",
  "seed",
];

/**
 * A small Llama-shaped GGUF model in plain TypeScript. Text depends on prompt, sampling and seed alone: not on threads,
 * sequences or what else is running. Log-probabilities are the model's own, before temperature and bias.
 */
export class ReferenceEngine implements Engine {
  /** What every instance can do. */
  static readonly capabilities = CAPABILITIES;
  readonly name = "reference";
  readonly model: string;
  readonly capabilities: ReadonlySet<Capability> = new Set(CAPABILITIES);
  readonly #runtime: Runtime;
  readonly #pool: WorkerPool;
  readonly #local: LocalGenerator;

  constructor({ path, model, threads = defaultThreads(), sequences }: ReferenceEngineOptions) {
    this.model = model;
    this.#runtime = loadModel(path, sequences);
    this.#pool = new WorkerPool(path, threads, sequences);
    this.#local = new LocalGenerator(this.#runtime);
  }

  /** Positions that prompt and answer share. */
  get contextTokens(): number {
    return this.#runtime.model.shape.context;
  }

  async generate(
    prompt: EnginePrompt,
    sampling: Sampling,
    options: EngineOptions = {},
  ): Promise<EngineResult> {
    const tokens = "tokens" in prompt ? prompt.tokens : await this.renderPrompt(prompt.messages);
    return this.#generate(tokens, sampling, options);
  }

  async continue(
    prefix: EnginePrefix,
    sampling: Sampling,
    options: EngineOptions = {},
  ): Promise<EngineResult> {
    if ("tokens" in prefix) return this.#generate(prefix.tokens, sampling, options);
    const tokens = [
      ...(await this.renderPrompt(prefix.messages)),
      ...this.#runtime.tokenizer.encode(prefix.text),
    ];
    return this.#generate(tokens, sampling, options);
  }

  async score(tokens: readonly number[], options: { signal?: AbortSignal } = {}): Promise<(number | null)[]> {
    this.#check(tokens, 0);
    if (tokens.length < 2) return tokens.map(() => null);
    return this.#pool.score(tokens, options.signal);
  }

  async open(tokens: readonly number[], options: { signal?: AbortSignal } = {}): Promise<Stepper> {
    this.#check(tokens, 1);
    if (options.signal?.aborted) throw new EngineError("aborted", "the call was given up by its caller");
    return new LocalStepper(this.#runtime.model, tokens);
  }

  async tokenize(text: string): Promise<number[]> {
    return this.#runtime.tokenizer.encodeWithControl(text);
  }

  async detokenize(tokens: readonly number[]): Promise<string> {
    return this.#runtime.tokenizer.decode(tokens);
  }

  async renderPrompt(messages: readonly Message[]): Promise<number[]> {
    return renderChat(this.#runtime.tokenizer, messages);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #generate(
    tokens: readonly number[],
    sampling: Sampling,
    options: EngineOptions,
  ): Promise<EngineResult> {
    this.#check(tokens, 1);
    const { bias = null, stop = [], signal } = options;
    const seeded = { ...sampling, seed: options.seed ?? sampling.seed };
    const topLogprobs = options.logprobs?.top ?? null;
    const onText = options.onText ?? null;
    const startedAt = performance.now();
    if (typeof bias === "function") {
      const job = { tokens, sampling: seeded, stop, topLogprobs, bias };
      const result = await this.#local.generate(job, onText, signal);
      const firstTokenMs = result.firstTokenAt === null ? null : result.firstTokenAt - startedAt;
      return this.#result(tokens.length, result, firstTokenMs, performance.now() - startedAt);
    }
    const pairs = bias && [...bias];
    const call = { tokens, sampling: seeded, stop, topLogprobs, bias: pairs };
    const { firstTokenMs, ...result } = await this.#pool.generate(call, onText, signal);
    return this.#result(tokens.length, result, firstTokenMs, performance.now() - startedAt);
  }

  #result(
    promptTokens: number,
    { text, tokens, finishReason, logprobs }: Omit<Generated, "firstTokenAt">,
    firstTokenMs: number | null,
    latencyMs: number,
  ): EngineResult {
    const named = ({ id, logprob }: { id: number; logprob: number }) => ({
      token: this.#runtime.tokenizer.nameOf(id),
      id,
      logprob,
    });
    return {
      text,
      reasoning: null,
      finishReason,
      promptTokens,
      completionTokens: tokens.length,
      reasoningTokens: null,
      tokenSource: "measured",
      latencyMs,
      firstTokenMs,
      tokens,
      logprobs: logprobs?.map((entry) => ({ ...named(entry), top: entry.top.map(named) })) ?? null,
    };
  }

  /** Refuses tokens that the model does not have and prompts that leave no room for `room` more positions. */
  #check(tokens: readonly number[], room: number): void {
    const { context, vocabulary } = this.#runtime.model.shape;
    if (tokens.length === 0) throw new EngineError("rejected", "a prompt needs at least one token");
    if (tokens.length + room > context)
      throw new EngineError(
        "context_exceeded",
        `the prompt has ${tokens.length} tokens; the model's context holds ${context} with the answer`,
      );
    const unknown = tokens.find((token) => !(Number.isInteger(token) && token >= 0 && token < vocabulary));
    if (unknown !== undefined) throw new EngineError("rejected", `the model has no token ${unknown}`);
  }
}

function loadModel(path: string, sequences: number | undefined): Runtime {
  try {
    return loadRuntime(path, sequences);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError("internal", `the model file cannot be used: ${reason}`, { cause: error });
  }
}
