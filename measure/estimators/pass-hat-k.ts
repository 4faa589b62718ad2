/**
 * pass^k = C(c, k)/C(n, k): probability that all of k samples drawn from the n are correct.
 * Computed as Π_{i<k}(c−i)/(n−i). Null where n < k.
 */
export function passHatK(n: number, c: number, k: number): number | null {
  if (n < k) return null;
  let allRight = 1;
  for (let i = 0; i < k && allRight > 0; i++) allRight *= Math.max(0, c - i) / (n - i);
  return allRight;
}
