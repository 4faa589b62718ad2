import { at } from "../numeric/at";
import { hypergeometricDistribution } from "../numeric/combinatorics";

/** Guards ⌈t·k⌉ against products such as 0.7 × 10 that land just above a whole number. */
const ROUNDING = 1e-9;

/**
 * G-Pass@k_t = Σ_{j=⌈tk⌉..min(c,k)} C(c,j)·C(n−c,k−j)/C(n,k): probability that at least a share t of k samples
 * drawn from the n is correct (arXiv 2412.13147). Needs 0 < t ≤ 1. Null where n < k.
 */
export function gPassAtK(n: number, c: number, { k, threshold }: { k: number; threshold: number }) {
  if (n < k) return null;
  return tail(hypergeometricDistribution(n, c, k), Math.ceil(threshold * k - ROUNDING));
}

/**
 * mG-Pass@k = (2/k)·Σ_{i=⌈k/2⌉+1..k} G-Pass@k_{i/k}: the mean of G-Pass over thresholds above one half
 * (arXiv 2412.13147). Null where n < k, and for k = 1, where the sum has no term.
 */
export function meanGPassAtK(n: number, c: number, k: number): number | null {
  if (n < k || k < 2) return null;
  const distribution = hypergeometricDistribution(n, c, k);
  let sum = 0;
  for (let hits = Math.ceil(k / 2) + 1; hits <= k; hits++) sum += tail(distribution, hits);
  return (2 / k) * sum;
}

function tail(distribution: Float64Array, from: number): number {
  let sum = 0;
  for (let hits = distribution.length - 1; hits >= from; hits--) sum += at(distribution, hits);
  return Math.min(1, sum);
}
