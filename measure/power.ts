import { ALPHA } from "./intervals/level";
import { normalQuantile } from "./numeric/normal";

/** Power that minimum detectable effects and sample sizes are stated for. */
export const POWER = 0.8;

/** What the difference of two runs varies by. Scores are fractions, so these are squared fractions. */
export interface DifferenceVariance {
  /** w²: variance over problems of the difference of the true rates. */
  betweenProblems: number;
  /** s²_A/k_A + s²_B/k_B: what a problem's difference varies by because samples are few. */
  withinProblems: number;
}

function quantiles(): number {
  return (normalQuantile(1 - ALPHA / 2) + normalQuantile(POWER)) ** 2;
}

/** The smallest true difference δ that M problems detect: M = (z_{α/2}+z_β)²·(w² + s²_A/k_A + s²_B/k_B)/δ². */
export function detectableEffect(
  problems: number,
  { betweenProblems, withinProblems }: DifferenceVariance,
): number {
  return Math.sqrt((quantiles() * (betweenProblems + withinProblems)) / problems);
}

/** Problems needed to detect a true difference δ with the same samples a problem. Null for δ = 0. */
export function problemsNeeded(
  effect: number,
  { betweenProblems, withinProblems }: DifferenceVariance,
): number | null {
  if (effect === 0) return null;
  return Math.max(2, Math.ceil((quantiles() * (betweenProblems + withinProblems)) / (effect * effect)));
}

/**
 * By what factor both runs must multiply their samples a problem to detect δ on the same M problems: withinProblems
 * divided by what M·δ²/(z_{α/2}+z_β)² leaves for it. Null where no number of samples is enough.
 */
export function samplesFactorNeeded(
  effect: number,
  problems: number,
  { betweenProblems, withinProblems }: DifferenceVariance,
): number | null {
  const room = (problems * effect * effect) / quantiles() - betweenProblems;
  if (room <= 0) return null;
  return withinProblems / room;
}
