import { type Complex, complex } from "./complex";

/**
 * The value at distance 0 of a function known at shrinking distances, by Neville's table of polynomials: the entry that
 * differs least from its neighbours, which bound its error.
 */
export function extrapolate(known: readonly { distance: number; value: Complex }[]): Complex | null {
  let row: Complex[] = [];
  let best: Complex | null = null;
  for (const [i, { distance, value }] of known.entries()) {
    const next = [value];
    for (const [j, coarser] of row.entries()) {
      const finer = next[j] ?? value;
      const step = (known[i - j - 1]?.distance ?? distance) / distance - 1;
      if (step === 0) break;
      const re = finer.re + (finer.re - coarser.re) / step;
      const im = finer.im + (finer.im - coarser.im) / step;
      const noise = finer.err + (finer.err + coarser.err) / step;
      next.push({ re, im, err: noise });
      const moved = Math.hypot(re - finer.re, im - finer.im) + Math.hypot(re - coarser.re, im - coarser.im);
      const err = 2 * moved + noise;
      if (best === null || err < best.err) best = complex(re, im, err);
    }
    row = next;
  }
  return best;
}
