import type { Sampling } from "@/contracts/sampling";
import type { EngineOptions, EnginePrefix, EnginePrompt } from "../engine";
import { EngineError } from "../engine-error";

/** What one server has shown not to take; learned from its answers and kept as long as the engine lives. */
export type Dialect = {
  maxTokensField: "max_tokens" | "max_completion_tokens";
  /** Optional fields that the server has refused. */
  without: Set<string>;
  /** `final`: streams without usage have been seen, and so have single answers without it: stream for good. */
  mode: "stream" | "try-single" | "single" | "final";
  /** Where reasoning has come from, if any came. */
  reasoningField: "reasoning" | "reasoning_content" | null;
};

export const newDialect = (): Dialect => ({
  maxTokensField: "max_tokens",
  without: new Set(),
  mode: "stream",
  reasoningField: null,
});

export type WireCall = { path: string; body: Record<string, unknown> };

/** Path and body of one call. Fields at their plain value are left out: not every server knows them. */
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
    stream,
  };
  if (stream) body.stream_options = { include_usage: true };
  if (sampling.topP !== 1) body.top_p = sampling.topP;
  if (sampling.topK !== 0) body.top_k = sampling.topK;
  if (sampling.minP !== 0) body.min_p = sampling.minP;
  if (options.stop !== undefined && options.stop.length > 0) body.stop = options.stop;
  if (options.bias instanceof Map && options.bias.size > 0)
    body.logit_bias = Object.fromEntries(options.bias);
  if (typeof options.bias === "function") {
    throw new EngineError("unsupported", "This endpoint takes no bias that changes from token to token.");
  }
  const path = addInput(body, input, options);
  for (const field of dialect.without) delete body[field];
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

/**
 * Learns from a 400 or 422 that names a field we sent: true where the same call is worth another attempt.
 * Never drops what would change the experiment (temperature, top-p, stop, bias).
 */
export function learnFromRejection(dialect: Dialect, message: string): boolean {
  if (dialect.maxTokensField === "max_tokens" && message.includes("max_completion_tokens")) {
    dialect.maxTokensField = "max_completion_tokens";
    return true;
  }
  for (const field of DISPENSABLE) {
    if (message.includes(field) && !dialect.without.has(field)) {
      dialect.without.add(field);
      return true;
    }
  }
  return false;
}

/** Streams without usage: tries whether single answers carry it, and keeps the better of the two. */
export function learnFromUsage(dialect: Dialect, measured: boolean): void {
  if (dialect.mode === "stream" && !measured) dialect.mode = "try-single";
  else if (dialect.mode === "try-single") dialect.mode = measured ? "single" : "final";
}
