/** log Σ exp(logit), computed from the largest logit down. */
export function logSum(logits: Float32Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - highest);
  return highest + Math.log(total);
}

/** The `count` most probable tokens with their natural log-probabilities, the most probable first. */
export function topTokens(logits: Float32Array, count: number): { id: number; logprob: number }[] {
  if (count <= 0) return [];
  const total = logSum(logits);
  const ids = Array.from(logits.keys());
  ids.sort((left, right) => (logits[right] as number) - (logits[left] as number) || left - right);
  return ids.slice(0, count).map((id) => ({ id, logprob: (logits[id] as number) - total }));
}
