/**
 * Jensen-Shannon divergence of two distributions over the same things, base 2: 0 where they are equal, 1 where they share
 * nothing. Counts are normalised first; null where one of them is empty.
 */
export function jensenShannon(left: readonly number[], right: readonly number[]): number | null {
  const [p, q] = [normalised(left), normalised(right)];
  if (p === null || q === null) return null;
  let bits = 0;
  for (const [index, share] of p.entries()) {
    const other = q[index] ?? 0;
    const middle = (share + other) / 2;
    if (share > 0) bits += (share / 2) * Math.log2(share / middle);
    if (other > 0) bits += (other / 2) * Math.log2(other / middle);
  }
  return Math.max(0, bits);
}

function normalised(counts: readonly number[]): number[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : counts.map((count) => count / total);
}
