import type { Capability } from "@/contracts/capability";
import type { EngineInfo } from "@/contracts/runner";
import type { Message, TokenSource } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";

/** What a model is asked: chat messages (capability `chat`) or a raw prompt as token ids (capability `prefix.tokens`). */
export type EnginePrompt = { messages: readonly Message[] } | { tokens: readonly number[] };

/** Where a continuation starts: text of an assistant turn that was begun, or the exact tokens of prompt and beginning. */
export type EnginePrefix =
  /** Capability `prefix`: the conversation, and the beginning of the answer that the model has to go on with. */
  | { messages: readonly Message[]; text: string }
  /** Capability `prefix.tokens`: everything before the next token, chat markup included. */
  | { tokens: readonly number[] };

/** Added to logits before sampling, by token id. */
export type LogitBias = ReadonlyMap<number, number>;

/** Capability `logit.dynamic`: asked before each new token; `generated` are the tokens of this call so far. */
export type DynamicBias = (generated: readonly number[]) => LogitBias | null;

export type EngineOptions = {
  /** Generation ends before the first of these texts; the text itself is not part of the result. */
  stop?: readonly string[];
  /** Capability `logprobs`: that of each generated token, and of this many alternatives (0: none). */
  logprobs?: { top: number };
  /** A map needs `logit.static`, a function `logit.dynamic`. */
  bias?: LogitBias | DynamicBias;
  /** Overrides `sampling.seed`; the same seed gives the same text only with capability `seed`. */
  seed?: number;
  signal?: AbortSignal;
  /** Called with each piece of text as it arrives, where the engine streams. */
  onText?: (piece: string) => void;
};

/** Natural logarithms. `id` is null where the server names tokens by text only. */
export type TokenLogprob = {
  token: string;
  id: number | null;
  logprob: number;
  top: readonly { token: string; id: number | null; logprob: number }[];
};

/** Why a generation ended; `content_filter` is the server's own refusal, `other` anything that it names differently. */
export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | "other";

export type EngineResult = {
  /** The answer without reasoning; for a continuation without the prefix. */
  text: string;
  /** Reasoning text that the server sends apart; null where it sends none. */
  reasoning: string | null;
  /** Null where the server gave no reason. */
  finishReason: FinishReason | null;
  promptTokens: number | null;
  completionTokens: number | null;
  /** Part of `completionTokens` that was reasoning, where told. */
  reasoningTokens: number | null;
  /** `measured` by who generated, `unknown` where it did not tell. */
  tokenSource: TokenSource;
  latencyMs: number;
  /** From the call to the first token; null where nothing was streamed. */
  firstTokenMs: number | null;
  /** Generated token ids, where the engine knows them. */
  tokens: readonly number[] | null;
  logprobs: readonly TokenLogprob[] | null;
};

/** Capabilities `hidden` and raw logits: one sequence under the caller's control. Always `close` it. */
export interface Stepper {
  readonly tokens: readonly number[];
  /** Logits for the token after the last one, before any temperature or bias; length = vocabulary. Valid until `push`. */
  logits(): Promise<Float32Array>;
  /** Last layer's state at the last position after the final norm; length = width of the model. Valid until `push`. */
  hidden(): Promise<Float32Array>;
  /** The head's weights, row-major vocabulary × width: `logits = head · hidden`. */
  lmHead(): Promise<{ weights: Float32Array; vocabulary: number; width: number }>;
  /** Appends a token and computes the next position. */
  push(token: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * One model that can be called. An engine declares what it can do and passes that part of the engine contract suite;
 * calling what it does not declare throws `EngineError("unsupported")`. Every failure is an `EngineError`.
 */
export interface Engine {
  /** For example `openai`, `reference`. */
  readonly name: string;
  readonly model: string;
  readonly capabilities: ReadonlySet<Capability>;
  generate(prompt: EnginePrompt, sampling: Sampling, options?: EngineOptions): Promise<EngineResult>;
  continue(prefix: EnginePrefix, sampling: Sampling, options?: EngineOptions): Promise<EngineResult>;
  /** Capability `score`: log-probability of each token given those before it; the first one is null. */
  score(tokens: readonly number[], options?: { signal?: AbortSignal }): Promise<(number | null)[]>;
  /** Capability `hidden`: a sequence that starts with these tokens. */
  open(tokens: readonly number[], options?: { signal?: AbortSignal }): Promise<Stepper>;
  /** Capability `prefix.tokens`: text to ids (special tokens by their text) and back; `prompt` is a rendered chat. */
  tokenize(text: string): Promise<number[]>;
  detokenize(tokens: readonly number[]): Promise<string>;
  renderPrompt(messages: readonly Message[]): Promise<number[]>;
  close(): Promise<void>;
}

/** An engine that a runner owns, with the models it can serve. Engine addresses are the operator's and trusted. */
export interface EngineHost {
  readonly name: string;
  describe(): Promise<EngineInfo>;
  /** Throws `EngineError("unknown_model")`. Repeated calls may give the same engine. */
  engine(model: string): Promise<Engine>;
  /** The file that a model is loaded from, where there is one: its SHA-256 and size. */
  weights?(model: string): Promise<{ sha256: string; bytes: number } | null>;
  close(): Promise<void>;
}
