import type { Sampling } from "@/contracts/sampling";
import { logSum, topTokens } from "../../reference/sampling/log-probabilities";
import { pickToken } from "../../reference/sampling/pick-token";
import { seededDraw } from "../../reference/sampling/seeded-draw";
import type { EvaluatedToken, LibrarySampling, LlamaSequence } from "../library";
import type { BiasPairs } from "./messages";
import type { LlamaRuntime } from "./runtime";

export interface Drawn {
  id: number;
  logprob: { value: number; top: { id: number; logprob: number }[] } | null;
}

export interface Drawing {
  tokens: readonly number[];
  sampling: Sampling;
  topLogprobs: number | null;
  /** Asked before each token; null for calls without any bias. */
  nextBias: ((token: number | null) => BiasPairs | null | Promise<BiasPairs | null>) | null;
}

/** Neither cut nor changed: what the model itself thinks. */
const OPEN: LibrarySampling = { temperature: 1, topK: 0, topP: 1, minP: 0 };
/** Probabilities arrive as 32-bit numbers; the smallest of them stands for zero. */
export const LEAST_PROBABILITY = 1.4e-45;

/** Tokens as the library draws them: bias, top-k, top-p, min-p, temperature, seeded draw. Ends at the model's own end. */
async function* byLibrary(
  { library, model }: LlamaRuntime,
  sequence: LlamaSequence,
  { tokens, sampling, nextBias }: Drawing,
): AsyncGenerator<Drawn> {
  const { temperature, topK, topP, minP, seed } = sampling;
  // The library's seeds have 32 bits.
  const options: LibrarySampling = { temperature, topK, topP, minP, seed: seed >>> 0 };
  let pairs = nextBias === null ? null : await nextBias(null);
  if (nextBias !== null) {
    options.tokenBias = () => {
      const bias = new library.TokenBias(model.tokenizer);
      for (const [token, logit] of pairs ?? [])
        bias.set(token, logit === Number.NEGATIVE_INFINITY ? "never" : { logit });
      return bias;
    };
  }
  // The library computes the next token only when it is asked for, so the bias is known by then.
  for await (const id of sequence.evaluate(tokens, options)) {
    yield { id, logprob: null };
    if (nextBias !== null) pairs = await nextBias(id);
  }
}

/**
 * Tokens drawn here from the model's own probabilities, with those probabilities beside them: before temperature and
 * bias, as the `reference` engine reports and draws them. Slower, since the whole list crosses into JavaScript.
 */
async function* byProbabilities(
  sequence: LlamaSequence,
  { tokens, sampling, topLogprobs, nextBias }: Drawing,
): AsyncGenerator<Drawn> {
  const draw = seededDraw(sampling.seed);
  let ahead: EvaluatedToken[] = [...tokens];
  let last: number | null = null;
  for (;;) {
    const logits = await nextLogprobs(sequence, ahead);
    const pairs: BiasPairs | null = nextBias === null ? null : await nextBias(last);
    const id = pickToken(logits, sampling, pairs === null ? null : new Map(pairs), draw);
    const value = (logits[id] ?? 0) - logSum(logits);
    yield { id, logprob: { value, top: topTokens(logits, topLogprobs ?? 0) } };
    ahead = [id];
    last = id;
  }
}

/** Appends the tokens; natural log-probability of every token of the vocabulary to come next, by id. */
export async function nextLogprobs(
  sequence: LlamaSequence,
  tokens: readonly EvaluatedToken[],
): Promise<Float32Array> {
  const last = tokens.at(-1);
  if (typeof last !== "number") throw new RangeError("there is no token to evaluate");
  const asked: EvaluatedToken[] = [...tokens.slice(0, -1), asking(last)];
  return toLogprobs((await sequence.controlledEvaluate(asked)).at(-1)?.next.probabilities);
}

export const asking = (token: number): EvaluatedToken => [
  token,
  { generateNext: { probabilities: true, options: OPEN } },
];

function toLogprobs(probabilities: ReadonlyMap<number, number> | undefined): Float32Array {
  if (probabilities === undefined) throw new Error("the library gave no probabilities");
  const logprobs = new Float32Array(probabilities.size);
  for (const [id, probability] of probabilities)
    logprobs[id] = Math.log(Math.max(probability, LEAST_PROBABILITY));
  return logprobs;
}

export function drawnTokens(
  runtime: LlamaRuntime,
  sequence: LlamaSequence,
  drawing: Drawing,
): AsyncGenerator<Drawn> {
  return drawing.topLogprobs === null
    ? byLibrary(runtime, sequence, drawing)
    : byProbabilities(sequence, drawing);
}
