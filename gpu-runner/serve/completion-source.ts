import type { Message } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import type { TokenLogprob } from "../engines/engine";

/** What is to be completed: a conversation (with the beginning of its answer, if any), plain text, or token ids. */
export type CompletionPrompt =
  | { messages: readonly Message[]; prefix: string | null }
  | { text: string }
  | { tokens: readonly number[] };

export interface CompletionRequest {
  prompt: CompletionPrompt;
  sampling: Sampling;
  stop: readonly string[];
  /** How many alternatives beside each token's log-probability; null for no log-probabilities. */
  topLogprobs: number | null;
  bias: ReadonlyMap<number, number> | null;
  signal: AbortSignal;
  /** Called with each piece of text as it is written; null when the caller does not stream. */
  onText: ((piece: string) => void) | null;
}

export interface Completion {
  text: string;
  finishReason: "stop" | "length";
  promptTokens: number;
  completionTokens: number;
  /** Null where the source has no token ids. */
  tokens: readonly number[] | null;
  logprobs: readonly TokenLogprob[] | null;
}

/** Thrown by a source for a request that it cannot serve; the server answers 400 with the message. */
export class CompletionRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "CompletionRefused";
    this.code = code;
  }
}

/** Whatever writes completions behind the OpenAI-compatible server: a model, or a program that plays one. */
export interface CompletionSource {
  /** The name under which it is served. */
  readonly model: string;
  /** Other names that requests may use for it. */
  readonly aliases?: readonly string[];
  /** Who made it; shown in the list of models. A program that is no language model says so here. */
  readonly owner: string;
  readonly contextTokens: number;
  /** Whether log-probabilities, logit bias and token prompts are possible; requests for them are refused otherwise. */
  readonly knowsTokens: boolean;
  complete(request: CompletionRequest): Promise<Completion>;
  /** Present when `knowsTokens`. */
  tokenize?: (text: string) => Promise<number[]>;
  detokenize?: (tokens: readonly number[]) => Promise<string>;
  /** Log-probability of each token given those before it; for `echo` with `logprobs`. */
  score?: (tokens: readonly number[]) => Promise<(number | null)[]>;
  close(): Promise<void>;
}
