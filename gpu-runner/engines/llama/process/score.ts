import { asking, LEAST_PROBABILITY } from "./drawn-tokens";
import { checkTokens } from "./generate";
import type { LlamaRuntime } from "./runtime";

/** Positions whose probabilities are held at a time: each is a list as long as the vocabulary. */
const CHUNK = 32;

/** Natural log-probability of each token given those before it; null for the first. */
export async function score(runtime: LlamaRuntime, tokens: readonly number[]): Promise<(number | null)[]> {
  checkTokens(tokens, runtime, 0);
  const scores: (number | null)[] = [null];
  return runtime.sequences.use(async (sequence) => {
    for (let start = 0; start < tokens.length - 1; start += CHUNK) {
      const chunk = tokens.slice(start, Math.min(start + CHUNK, tokens.length - 1));
      const results = await sequence.controlledEvaluate(chunk.map(asking));
      for (const [offset, result] of results.entries()) {
        const next = tokens[start + offset + 1] ?? -1;
        const probability = result?.next.probabilities?.get(next) ?? 0;
        scores.push(Math.log(Math.max(probability, LEAST_PROBABILITY)));
      }
    }
    return scores;
  });
}
