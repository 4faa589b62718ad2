import { at } from "../numeric/at";
import { seededRandom } from "../numeric/random";

/** Up to this many differences other than zero every combination of signs is counted. */
export const MOST_EXACT_FLIPS = 20;
export const SEEDED_FLIPS = 100_000;

/** Sums of the same differences in another order differ in their last bits; they count as equal. */
const ROUNDING = 1e-12;

/**
 * Sign-flip permutation test over problems: two-sided p of |Σ d_i| when every sign is equally likely. Only differences
 * other than zero are flipped. Exact up to 20 of them, else over 100,000 seeded flips, p = (1 + hits)/(1 + flips).
 */
export function signFlipTest(
  differences: readonly number[],
  seed: string,
): { pValue: number; exact: boolean } {
  const flipped = Float64Array.from(differences.filter((difference) => difference !== 0));
  const observed = Math.abs(flipped.reduce((sum, difference) => sum + difference, 0));
  const total = flipped.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const threshold = observed - ROUNDING * total;
  if (flipped.length <= MOST_EXACT_FLIPS) return { pValue: exactP(flipped, threshold), exact: true };
  return { pValue: seededP(flipped, threshold, seed), exact: false };
}

/** Share of all sign combinations that reach the threshold; by symmetry the first sign stays. */
function exactP(differences: Float64Array, threshold: number): number {
  const count = (index: number, sum: number): number => {
    if (index === differences.length) return Math.abs(sum) >= threshold ? 1 : 0;
    const difference = at(differences, index);
    return count(index + 1, sum + difference) + count(index + 1, sum - difference);
  };
  return differences.length === 0 ? 1 : count(1, at(differences, 0)) / 2 ** (differences.length - 1);
}

function seededP(differences: Float64Array, threshold: number, seed: string): number {
  const random = seededRandom(`${seed}/sign-flip`);
  let hits = 0;
  for (let flip = 0; flip < SEEDED_FLIPS; flip++) {
    let sum = 0;
    for (let index = 0; index < differences.length; index++) {
      sum += random.unit() < 0.5 ? at(differences, index) : -at(differences, index);
    }
    if (Math.abs(sum) >= threshold) hits += 1;
  }
  return (1 + hits) / (1 + SEEDED_FLIPS);
}
