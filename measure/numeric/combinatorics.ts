import { at } from "./at";

const rows: Float64Array[] = [Float64Array.of(1)];

/** Row n of Pascal's triangle: C(n, 0..n) as doubles (exact below 2^53; infinite where a double cannot hold it). */
export function binomialRow(n: number): Float64Array {
  for (let size = rows.length; size <= n; size++) {
    const above = rows[size - 1] ?? Float64Array.of(1);
    const row = new Float64Array(size + 1);
    row[0] = 1;
    row[size] = 1;
    for (let index = 1; index < size; index++) row[index] = at(above, index - 1) + at(above, index);
    rows.push(row);
  }
  return rows[n] ?? Float64Array.of(1);
}

/** C(n, k); zero outside 0 ≤ k ≤ n. */
export function choose(n: number, k: number): number {
  return k < 0 || k > n ? 0 : at(binomialRow(n), k);
}

/**
 * P(j correct among k draws without replacement from n samples of which c are correct), for j = 0..k.
 * Built draw by draw, so that nothing overflows however large the pool is.
 */
export function hypergeometricDistribution(n: number, c: number, k: number): Float64Array {
  const probability = new Float64Array(k + 1);
  probability[0] = 1;
  for (let drawn = 0; drawn < k; drawn++) {
    const left = n - drawn;
    for (let hits = Math.min(drawn + 1, c); hits >= 0; hits--) {
      const misses = drawn - hits;
      const stay =
        hits <= drawn && n - c - misses > 0 ? at(probability, hits) * ((n - c - misses) / left) : 0;
      const step = hits > 0 ? at(probability, hits - 1) * ((c - hits + 1) / left) : 0;
      probability[hits] = stay + step;
    }
  }
  return probability;
}
