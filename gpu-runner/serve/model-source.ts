import type { Engine, EngineResult } from "../engines/engine";
import type { Completion, CompletionRequest, CompletionSource } from "./completion-source";

/** An engine behind the OpenAI-compatible server. */
export class ModelSource implements CompletionSource {
  readonly owner = "plumbline";
  readonly knowsTokens = true;
  readonly model: string;
  readonly contextTokens: number;
  readonly #engine: Engine;

  constructor(engine: Engine, contextTokens: number) {
    this.#engine = engine;
    this.model = engine.model;
    this.contextTokens = contextTokens;
  }

  async complete({
    prompt,
    sampling,
    stop,
    topLogprobs,
    bias,
    signal,
    onText,
  }: CompletionRequest): Promise<Completion> {
    const options = {
      stop,
      signal,
      ...(topLogprobs === null ? {} : { logprobs: { top: topLogprobs } }),
      ...(bias ? { bias } : {}),
      ...(onText ? { onText } : {}),
    };
    if ("messages" in prompt) {
      const { messages, prefix } = prompt;
      return completionOf(
        prefix === null
          ? await this.#engine.generate({ messages }, sampling, options)
          : await this.#engine.continue({ messages, text: prefix }, sampling, options),
      );
    }
    const tokens = "tokens" in prompt ? prompt.tokens : await this.tokenize(prompt.text);
    return completionOf(await this.#engine.generate({ tokens }, sampling, options));
  }

  tokenize = (text: string) => this.#engine.tokenize(text);
  detokenize = (tokens: readonly number[]) => this.#engine.detokenize(tokens);
  score = (tokens: readonly number[]) => this.#engine.score(tokens);
  close = () => this.#engine.close();
}

function completionOf(result: EngineResult): Completion {
  return {
    text: result.text,
    finishReason: result.finishReason === "length" ? "length" : "stop",
    promptTokens: result.promptTokens ?? 0,
    completionTokens: result.completionTokens ?? 0,
    tokens: result.tokens,
    logprobs: result.logprobs,
  };
}
