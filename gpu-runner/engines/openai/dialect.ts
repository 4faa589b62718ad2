import type { Sampling } from "@/contracts/sampling";
import type { EngineOptions, EnginePrefix, EnginePrompt } from "../engine";
import { EngineError } from "../engine-error";

/** What one server has shown not to take; learned from its answers and kept as long as the engine lives. */
export type Dialect = {
  maxTokensField: "max_tokens" | "max_completion_tokens";
  /** Optional fields that the server has refused. */
  without: Set<string>;
  /** False until the server has taken a call: what it refuses before may be any field that it does not know. */
  hasAnswered: boolean;
  /** `final`: streams without usage have been seen, and so have single answers without it: stream for good. */
  mode: "stream" | "try-single" | "single" | "final";
  /** Where reasoning has come from, if any came. */
  reasoningField: "reasoning" | "reasoning_content" | null;
};

export const newDialect = (): Dialect => ({
  maxTokensField: "max_tokens",
  without: new Set(),
  hasAnswered: false,
  mode: "stream",
  reasoningField: null,
});

export type WireCall = { path: string; body: Record<string, unknown> };

/** What vLLM, SGLang and llama-server take for "every token"; 0 is refused by some of them. */
const EVERY_TOKEN = -1;

/** Whether a sampling field says no more than what plain sampling is. */
const IS_PLAIN: Readonly<Record<string, (sampling: Sampling) => boolean>> = {
  top_p: ({ topP }) => topP === 1,
  top_k: ({ topK }) => topK === 0,
  min_p: ({ minP }) => minP === 0,
};

/**
 * Path and body of one call. Plain values are said, too: a server that is not told samples with values of its own, from its
 * flags or the model's `generation_config.json`, and the manifest would name others.
 */
export function wireCall(
  model: string,
  input: EnginePrompt | EnginePrefix,
  sampling: Sampling,
  options: EngineOptions,
  dialect: Dialect,
): WireCall {
  const stream = dialect.mode === "stream" || dialect.mode === "final";
  const body: Record<string, unknown> = {
    model,
    temperature: sampling.temperature,
    [dialect.maxTokensField]: sampling.maxTokens,
    seed: options.seed ?? sampling.seed,
    top_p: sampling.topP,
    top_k: sampling.topK === 0 ? EVERY_TOKEN : sampling.topK,
    min_p: sampling.minP,
    stream,
  };
  if (stream) body.stream_options = { include_usage: true };
  if (options.stop !== undefined && options.stop.length > 0) body.stop = options.stop;
  if (options.bias instanceof Map && options.bias.size > 0)
    body.logit_bias = Object.fromEntries(options.bias);
  if (typeof options.bias === "function") {
    throw new EngineError("unsupported", "This endpoint takes no bias that changes from token to token.");
  }
  const path = addInput(body, input, options);
  for (const field of dialect.without) if (IS_PLAIN[field]?.(sampling) ?? true) delete body[field];
  return { path, body };
}

function addInput(
  body: Record<string, unknown>,
  input: EnginePrompt | EnginePrefix,
  options: EngineOptions,
): string {
  if ("tokens" in input) {
    body.prompt = input.tokens;
    if (options.logprobs !== undefined) body.logprobs = options.logprobs.top;
    return "/completions";
  }
  if ("text" in input) {
    body.messages = [...input.messages, { role: "assistant", content: input.text }];
    body.continue_final_message = true;
    body.add_generation_prompt = false;
  } else {
    body.messages = input.messages;
  }
  if (options.logprobs !== undefined) {
    body.logprobs = true;
    if (options.logprobs.top > 0) body.top_logprobs = options.logprobs.top;
  }
  return "/chat/completions";
}

/** Fields without which the call still means the same, or is at worst not repeatable. */
const DISPENSABLE = ["stream_options", "seed"] as const;

/** Sampling fields that are not of the OpenAI protocol. */
const FOREIGN = ["top_k", "min_p"] as const;

/**
 * Learns from a 400 or 422 what a call that was refused should have left out: true where the same call is worth another attempt.
 * Never drops what would change the experiment (temperature, a top-p that cuts, stop, bias). Goes by the call's own body, because
 * calls that were under way together are refused together.
 */
export function learnFromRejection(
  dialect: Dialect,
  message: string,
  { body, sampling }: { body: Record<string, unknown>; sampling: Sampling },
): boolean {
  if ("max_tokens" in body && message.includes("max_completion_tokens")) {
    dialect.maxTokensField = "max_completion_tokens";
    return true;
  }
  const mayDrop = (field: string) => field in body && (IS_PLAIN[field]?.(sampling) ?? true);
  const named = [...DISPENSABLE, ...Object.keys(IS_PLAIN)].filter(
    (field) => mayDrop(field) && message.includes(field),
  );
  // Some refuse what they do not know without naming it.
  const refused = named.length > 0 || dialect.hasAnswered ? named : FOREIGN.filter(mayDrop);
  for (const field of refused) dialect.without.add(field);
  return refused.length > 0;
}

/** Streams without usage: tries whether single answers carry it, and keeps the better of the two. */
export function learnFromUsage(dialect: Dialect, measured: boolean): void {
  if (dialect.mode === "stream" && !measured) dialect.mode = "try-single";
  else if (dialect.mode === "try-single") dialect.mode = measured ? "single" : "final";
}
