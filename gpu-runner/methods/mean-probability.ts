import type { EngineResult } from "../engines/engine";

/**
 * Geometric mean of the probabilities of the generated tokens, exp(mean log-probability), in (0, 1]; null where the
 * engine told none. As a score it orders samples like the mean log-probability and can be summed as a vote's weight.
 */
export function meanProbability(result: Pick<EngineResult, "logprobs">): number | null {
  const known = result.logprobs ?? [];
  if (known.length === 0) return null;
  const sum = known.reduce((total, token) => total + token.logprob, 0);
  return Math.min(1, Math.exp(sum / known.length));
}
