import type { Interval } from "@/contracts/board";
import { normalQuantile } from "../numeric/normal";
import { ALPHA } from "./level";

/**
 * Would the same method on the same problems give this again? score ± z·SE with SE = (1/M)·sqrt(Σ_i v_i), cut to
 * [0, 1], where v_i is the variance of problem i's value under new samples (see `rerun-variance.ts`).
 * Null where any variance is unknown, that is, where a problem has one sample.
 */
export function rerunInterval(score: number, variances: readonly (number | null)[]): Interval | null {
  let sum = 0;
  for (const variance of variances) {
    if (variance === null) return null;
    sum += variance;
  }
  if (variances.length === 0) return null;
  const half = (normalQuantile(1 - ALPHA / 2) * Math.sqrt(sum)) / variances.length;
  return [Math.max(0, score - half), Math.min(1, score + half)];
}
