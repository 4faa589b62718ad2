/**
 * pass@k = 1 − C(n−c, k)/C(n, k): probability that at least one of k samples drawn from the n is correct.
 * Computed as 1 − Π_{i=n−c+1..n}(1 − k/i) (Chen et al., arXiv 2107.03374). Null where n < k.
 */
export function passAtK(n: number, c: number, k: number): number | null {
  if (n < k) return null;
  if (n - c < k) return 1;
  let allWrong = 1;
  for (let i = n - c + 1; i <= n; i++) allWrong *= 1 - k / i;
  return 1 - allWrong;
}
