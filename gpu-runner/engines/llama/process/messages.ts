import type { Message } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import type { FinishReason, TokenLogprob } from "../../engine";
import type { EngineErrorCode } from "../../engine-error";

/** How a process is started; its only argument, as JSON. */
export interface ProcessStart {
  /** Folder of engines. */
  folder: string;
  /** The GGUF file. */
  path: string;
  threads: number;
  sequences: number;
  /** Positions a sequence holds; at most what the model was trained for. */
  contextTokens: number;
  gpu: "auto" | false;
}

export interface ProcessInfo {
  contextTokens: number;
  vocabulary: number;
  /** `false` on the CPU. */
  gpu: string | false;
  /** How the native library was built. */
  build: string;
}

export type Prompt =
  | { tokens: readonly number[] }
  /** `prefix`: the beginning of the answer. */
  | { messages: readonly Message[]; prefix: string };

export type BiasPairs = [token: number, bias: number][];

export interface GenerateCall {
  type: "generate";
  id: number;
  prompt: Prompt;
  sampling: Sampling;
  stop: readonly string[];
  /** Alternatives beside each token's log-probability; null for none of it. */
  topLogprobs: number | null;
  bias: BiasPairs | null;
  /** The bias of each token is asked for (`bias-wanted`) before the token is drawn. */
  dynamicBias: boolean;
  stream: boolean;
}

export type Call =
  | GenerateCall
  | { type: "score"; id: number; tokens: readonly number[] }
  | { type: "tokenize"; id: number; text: string }
  | { type: "detokenize"; id: number; tokens: readonly number[] }
  | { type: "render"; id: number; messages: readonly Message[] };

export type ToProcess =
  | Call
  | { type: "cancel"; id: number }
  | { type: "bias"; id: number; bias: BiasPairs | null };

export interface Generated {
  text: string;
  tokens: number[];
  promptTokens: number;
  finishReason: Extract<FinishReason, "stop" | "length">;
  logprobs: TokenLogprob[] | null;
  /** From the start of the work on this call. */
  firstTokenMs: number | null;
}

/** What a call ends with. */
export type Outcome =
  | { type: "generated"; id: number; result: Generated }
  | { type: "scored"; id: number; scores: (number | null)[] }
  | { type: "tokens"; id: number; tokens: number[] }
  | { type: "detokenized"; id: number; text: string }
  | { type: "failed"; id: number; code: EngineErrorCode; message: string };

export type FromProcess =
  | { type: "ready"; info: ProcessInfo }
  | { type: "broken"; message: string }
  | { type: "text"; id: number; piece: string }
  /** `token` is the one drawn since the last question; null before the first. */
  | { type: "bias-wanted"; id: number; token: number | null }
  | Outcome;
