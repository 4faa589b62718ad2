/** Metrics in the order in which a run's scores are listed; the first is the headline. */
export const METRICS = ["avg@n", "pass@k", "pass^k", "g-pass@k", "mg-pass@k", "maj@k", "best-of-n"] as const;
export type Metric = (typeof METRICS)[number];

/** t of the G-Pass@k in the panel: at least half of the k samples are correct. pass@k and pass^k are its two ends. */
export const G_PASS_THRESHOLD = 0.5;

/** k in powers of two up to n. */
export function defaultKs(n: number): number[] {
  const ks: number[] = [];
  for (let k = 1; k <= n; k *= 2) ks.push(k);
  return ks;
}
