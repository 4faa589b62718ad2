import type { Sampling } from "@/contracts/sampling";
import type { GeneratedLogprob } from "../scheduler/generate-task";

/** What a worker thread is told. Bias functions cannot cross threads; such calls run on the caller's thread. */
export type ToWorker =
  | {
      type: "generate";
      id: number;
      tokens: readonly number[];
      sampling: Sampling;
      stop: readonly string[];
      topLogprobs: number | null;
      bias: [number, number][] | null;
      stream: boolean;
    }
  | { type: "score"; id: number; tokens: readonly number[] }
  | { type: "cancel"; id: number };

export type GenerateCall = Extract<ToWorker, { type: "generate" }>;

export interface GeneratedMessage {
  type: "generated";
  id: number;
  text: string;
  tokens: number[];
  finishReason: "stop" | "length";
  logprobs: GeneratedLogprob[] | null;
  /** From the moment the worker took the call to the first token. */
  firstTokenMs: number | null;
}

export type FromWorker =
  | { type: "ready" }
  | { type: "text"; id: number; piece: string }
  | GeneratedMessage
  | { type: "scored"; id: number; scores: (number | null)[] }
  | { type: "failed"; id: number; message: string };
