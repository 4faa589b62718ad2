import { type Complex, modulus } from "./complex";
import { extrapolate } from "./extrapolation";

const STEPS = 12;
const MIN_STEPS = 5;
const MAX_ERROR = 1e-8;

type Sampled = (x: number) => Complex | null;

/** The side from which a limit is taken: from above, from below, or both. */
export type Side = 1 | -1 | 0;

/**
 * The limit of `f` at `target` (which may be infinite), by Neville's extrapolation of its values at shrinking distances.
 * From both sides they must agree; a side on which `f` has no values does not count. `null` where nothing settles.
 */
export function limitAt(f: Sampled, target: number, side: Side): Complex | null {
  if (!Number.isFinite(target)) {
    const sign = target > 0 ? 1 : -1;
    return extrapolated((h) => f(sign * Math.round(1 / h)), towardsInfinity());
  }
  const distances = Array.from({ length: STEPS }, (_, k) => 0.4 * 2 ** -k);
  const above = side === -1 ? null : extrapolated((h) => f(target + h), distances);
  const below = side === 1 ? null : extrapolated((h) => f(target - h), distances);
  if (above === null || below === null) return above ?? below;
  const gap = Math.hypot(above.re - below.re, above.im - below.im);
  return gap <= 10 * (above.err + below.err) + 1e-12 ? above : null;
}

/** Reciprocals of even and odd integers in turn, so that a sign that changes with each shows itself. */
function towardsInfinity(): number[] {
  return Array.from({ length: STEPS }, (_, k) => 1 / (2 ** (k + 2) + (k % 2)));
}

function extrapolated(f: Sampled, distances: readonly number[]): Complex | null {
  const known: { distance: number; value: Complex }[] = [];
  for (const distance of distances) {
    const value = f(distance);
    if (value === null) break;
    known.push({ distance, value });
  }
  const best = known.length < MIN_STEPS ? null : extrapolate(known);
  return best !== null && best.err <= MAX_ERROR * Math.max(1e-3, modulus(best)) ? best : null;
}
