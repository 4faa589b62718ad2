import type { Random } from "../numeric/random";

/** How an expectation over all size-k subsets may be computed. */
export interface SubsetOptions {
  /** Exact counting up to this many terms; beyond it, seeded subsets. */
  mostTerms: number;
  /** Number of subsets drawn where counting is too long. */
  subsets: number;
  /** Made only when subsets are drawn. */
  random: () => Random;
}

/** What scores are computed with: exact up to 10⁶ terms, else 10,000 seeded subsets. */
export const MOST_EXACT_TERMS = 1_000_000;
export const SEEDED_SUBSETS = 10_000;

/** Expected correctness over size-k subsets, and whether it was sampled instead of counted. */
export interface SubsetExpectation {
  value: number;
  sampled: boolean;
}
