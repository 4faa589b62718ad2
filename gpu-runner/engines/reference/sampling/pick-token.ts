import type { Sampling } from "@/contracts/sampling";

/** Draws from [0, 1). */
export type Draw = () => number;

/** Added to the logits before anything else, by token id. */
export type Bias = ReadonlyMap<number, number>;

/**
 * The next token. Order: bias, temperature, top-k, top-p, min-p, then one draw over the tokens in order of id.
 * Temperature 0 takes the largest logit, the lowest id among equals, and draws nothing.
 */
export function pickToken(logits: Float32Array, sampling: Sampling, bias: Bias | null, draw: Draw): number {
  const biased = bias && bias.size > 0 ? withBias(logits, bias) : logits;
  if (sampling.temperature === 0) return largest(biased);
  const weights = softmaxWeights(biased, sampling.temperature);
  const limit = smallestWeight(weights, sampling);
  let total = 0;
  for (const weight of weights) if (weight >= limit) total += weight;
  const target = draw() * total;
  let sum = 0;
  let last = 0;
  for (let id = 0; id < weights.length; id += 1) {
    const weight = weights[id] as number;
    if (weight < limit) continue;
    sum += weight;
    last = id;
    if (sum > target) return id;
  }
  return last;
}

function withBias(logits: Float32Array, bias: Bias): Float32Array {
  const biased = Float32Array.from(logits);
  for (const [id, value] of bias) {
    if (id >= 0 && id < biased.length) biased[id] = (biased[id] as number) + value;
  }
  return biased;
}

function largest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id += 1) {
    if ((logits[id] as number) > (logits[best] as number)) best = id;
  }
  return best;
}

/** exp((logit − largest) / temperature): the largest weight is 1. */
function softmaxWeights(logits: Float32Array, temperature: number): Float64Array {
  const highest = logits[largest(logits)] as number;
  return Float64Array.from(logits, (logit) => Math.exp((logit - highest) / temperature));
}

/** The smallest weight that top-k, top-p and min-p leave in; tokens of equal weight stay together. */
function smallestWeight(weights: Float64Array, { topK, topP, minP }: Sampling): number {
  const cutsTop = topK > 0 && topK < weights.length;
  if (!cutsTop && topP >= 1) return Math.max(minP, Number.MIN_VALUE);
  const sorted = Float64Array.from(weights).sort().reverse();
  const kept = cutsTop ? sorted.subarray(0, topK) : sorted;
  let limit = kept[kept.length - 1] as number;
  if (topP < 1) {
    const total = kept.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    for (const weight of kept) {
      sum += weight;
      limit = weight;
      if (sum >= topP * total) break;
    }
  }
  return Math.max(limit, minP, Number.MIN_VALUE);
}
