import { logGamma } from "../numeric/log-gamma";

/**
 * Exact McNemar test: two-sided p that problems which only one of two runs solves fall this unevenly,
 * min(1, 2·P(X ≤ min(b, c))) with X ~ Binomial(b + c, 1/2). One sample a problem on both sides.
 */
export function mcnemarExact(onlyA: number, onlyB: number): number {
  const discordant = onlyA + onlyB;
  let tail = 0;
  for (let hits = 0; hits <= Math.min(onlyA, onlyB); hits++) {
    tail += Math.exp(
      logGamma(discordant + 1) - logGamma(hits + 1) - logGamma(discordant - hits + 1) - discordant * Math.LN2,
    );
  }
  return Math.min(1, 2 * tail);
}
