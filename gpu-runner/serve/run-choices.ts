import { randomInt } from "node:crypto";
import { mixSeed } from "@/catalog/bundled";
import type { Sampling } from "@/contracts/sampling";
import type { Completion, CompletionPrompt, CompletionSource } from "./completion-source";
import { HttpFailure } from "./http-io";
import type { ChatRequest, TextRequest } from "./request-schemas";

type Shared = Pick<
  ChatRequest | TextRequest,
  "temperature" | "top_p" | "top_k" | "min_p" | "n" | "seed" | "stop" | "logit_bias"
>;

export interface ChoicePlan {
  source: CompletionSource;
  prompts: readonly CompletionPrompt[];
  request: Shared;
  maxTokens: number;
  topLogprobs: number | null;
  signal: AbortSignal;
  /** Called with the choice's index and each piece of its text; null when the caller does not stream. */
  onText: ((index: number, piece: string) => void) | null;
}

/** The largest seed that sampling takes, plus one. */
const SEEDS = 2 ** 31;

/**
 * All choices of a request, in order: `n` for each prompt. The first choice of the first prompt has the request's own
 * seed, the others have seeds made from it, so that the whole answer depends on one number.
 */
export async function runChoices(plan: ChoicePlan): Promise<Completion[]> {
  const { source, prompts, request, maxTokens, topLogprobs, signal, onText } = plan;
  const { bias, base } = prepare(plan);
  const perPrompt = request.n ?? 1;
  const sampling: Sampling = {
    temperature: request.temperature ?? 1,
    topP: request.top_p ?? 1,
    topK: Math.max(0, request.top_k ?? 0),
    minP: request.min_p ?? 0,
    maxTokens,
    seed: base,
  };
  const choices = prompts.flatMap((prompt) => Array.from({ length: perPrompt }, () => prompt));
  return Promise.all(
    choices.map((prompt, index) =>
      source.complete({
        prompt,
        sampling: index === 0 ? sampling : { ...sampling, seed: mixSeed(base, index) },
        stop: request.stop,
        topLogprobs,
        bias,
        signal,
        onText: onText && ((piece) => onText(index, piece)),
      }),
    ),
  );
}

function prepare({ source, prompts, request, topLogprobs }: ChoicePlan) {
  const bias = request.logit_bias
    ? new Map(Object.entries(request.logit_bias).map(([id, value]) => [Number(id), value]))
    : null;
  const needsTokens = bias !== null || topLogprobs !== null || prompts.some((prompt) => "tokens" in prompt);
  if (needsTokens && !source.knowsTokens)
    throw new HttpFailure(
      400,
      "unsupported",
      `${source.model} has no tokens: no log-probabilities, bias or token prompts`,
    );
  const seed = request.seed;
  const base = seed === undefined ? randomInt(SEEDS) : ((seed % SEEDS) + SEEDS) % SEEDS;
  return { bias, base };
}

/** Token counts of an answer; each prompt counts once, however many choices it has. */
export function usageOf(completions: readonly Completion[], perPrompt: number) {
  const prompt = completions
    .filter((_, index) => index % perPrompt === 0)
    .reduce((sum, { promptTokens }) => sum + promptTokens, 0);
  const completion = completions.reduce((sum, { completionTokens }) => sum + completionTokens, 0);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
