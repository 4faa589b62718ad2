import type { TokenLogprob } from "../../engine";
import { EngineError } from "../../engine-error";
import { AnswerText } from "../../reference/sampling/answer-text";
import type { LlamaModel } from "../library";
import { type Drawing, type Drawn, drawnTokens } from "./drawn-tokens";
import type { GenerateCall, Generated } from "./messages";
import { promptTokens } from "./render-prompt";
import type { LlamaRuntime } from "./runtime";

/** A character has at most four bytes; what is still broken after so many tokens stays broken. */
const MOST_HELD_TOKENS = 16;
/** Tokens before a piece of text by which the tokenizer decides about a blank at its beginning. */
const LOOK_BACK_TOKENS = 4;

export interface GenerateSinks {
  onText: (piece: string) => void;
  nextBias: Drawing["nextBias"];
  signal: AbortSignal;
}

/** One answer. A call that is given up ends at the next token. */
export async function generate(
  runtime: LlamaRuntime,
  call: GenerateCall,
  sinks: GenerateSinks,
): Promise<Generated> {
  const { model, library, info, ends } = runtime;
  const tokens = promptTokens(library, model, call.prompt);
  checkTokens(tokens, runtime, 1);
  const room = Math.min(call.sampling.maxTokens, info.contextTokens - tokens.length);
  return runtime.sequences.use(async (sequence) => {
    const startedAt = performance.now();
    const writer = new Writer(model, call, sinks.onText);
    const { sampling, topLogprobs } = call;
    const drawing = { tokens, sampling, topLogprobs, nextBias: sinks.nextBias };
    let finishReason: Generated["finishReason"] = "stop";
    for await (const drawn of drawnTokens(runtime, sequence, drawing)) {
      if (sinks.signal.aborted) break;
      if (model.isEogToken(drawn.id) || ends.has(drawn.id)) break;
      writer.add(drawn, performance.now() - startedAt);
      if (writer.stopped) break;
      if (writer.tokens.length >= room) {
        finishReason = "length";
        break;
      }
    }
    return writer.result(tokens.length, finishReason);
  });
}

/** Refuses tokens that the model does not have and prompts that leave no room for `room` more positions. */
export function checkTokens(tokens: readonly number[], { info }: LlamaRuntime, room: number): void {
  if (tokens.length === 0) throw new EngineError("rejected", "a prompt needs at least one token");
  if (tokens.length + room > info.contextTokens)
    throw new EngineError(
      "context_exceeded",
      `the prompt has ${tokens.length} tokens; the context holds ${info.contextTokens} with the answer`,
    );
  const isKnown = (token: number) => Number.isInteger(token) && token >= 0 && token < info.vocabulary;
  const unknown = tokens.find((token) => !isKnown(token));
  if (unknown !== undefined) throw new EngineError("rejected", `the model has no token ${unknown}`);
}

/** Puts drawn tokens together: text without broken characters, cut before a stop text. */
class Writer {
  readonly #model: LlamaModel;
  readonly #call: GenerateCall;
  readonly #onText: (piece: string) => void;
  readonly #answer: AnswerText;
  readonly #logprobs: TokenLogprob[] = [];
  readonly tokens: number[] = [];
  /** Tokens whose text may still be a broken character. */
  #held = 0;
  #firstTokenMs: number | null = null;

  constructor(model: LlamaModel, call: GenerateCall, onText: (piece: string) => void) {
    this.#model = model;
    this.#call = call;
    this.#onText = onText;
    this.#answer = new AnswerText(call.stop);
  }

  get stopped(): boolean {
    return this.#answer.stopped;
  }

  add({ id, logprob }: Drawn, atMs: number): void {
    this.#firstTokenMs ??= atMs;
    this.tokens.push(id);
    this.#held += 1;
    if (logprob !== null) {
      const named = (one: number, value: number) => ({
        token: this.#model.detokenize([one], true),
        id: one,
        logprob: value,
      });
      const top = logprob.top.map((entry) => named(entry.id, entry.logprob));
      this.#logprobs.push({ ...named(id, logprob.value), top });
    }
    const text = this.#heldText();
    if (text.endsWith("\uFFFD") && this.#held < MOST_HELD_TOKENS) return;
    this.#release(text);
  }

  result(promptTokenCount: number, finishReason: Generated["finishReason"]): Generated {
    if (this.#held > 0) this.#release(this.#heldText());
    this.#emit(this.#answer.end());
    return {
      text: this.#answer.text,
      tokens: this.tokens,
      promptTokens: promptTokenCount,
      finishReason: this.stopped ? "stop" : finishReason,
      logprobs: this.#call.topLogprobs === null ? null : this.#logprobs,
      firstTokenMs: this.#firstTokenMs,
    };
  }

  #heldText(): string {
    const before = this.tokens.slice(0, -this.#held);
    return this.#model.detokenize(this.tokens.slice(-this.#held), false, before.slice(-LOOK_BACK_TOKENS));
  }

  #release(text: string): void {
    this.#held = 0;
    this.#emit(this.#answer.add(new TextEncoder().encode(text)));
  }

  #emit(piece: string): void {
    if (piece !== "" && this.#call.stream) this.#onText(piece);
  }
}
