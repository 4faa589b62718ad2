import { meanTokensPerProblem } from "../efficiency/tokens";
import { comparePaired, type PairedComparison } from "../paired/compare";
import type { ProblemVector } from "../paired/paired-vectors";
import { poolExpectation } from "../reducers/pool-value";
import { selfConsistency } from "../reducers/self-consistency";
import { type PoolKind, type SampledMatrix, usableSamples } from "../run-matrix";

/** A method's results and cost, and the direct run whose pool the voting is replayed on. */
export interface EqualTokensInput {
  method: { perProblem: ProblemVector; tokens: number | null };
  pool: SampledMatrix;
  kind: PoolKind;
  /** Hash of the direct run. */
  seed: string;
}

/** Lift at equal tokens: the paired difference, and the k (not whole, as a rule) that the tokens would have bought. */
export interface EqualTokensLift extends PairedComparison {
  k: number;
}

/**
 * Does the method beat spending the same on voting? Paired difference to self-consistency on the baseline's pool with
 * k = all-in tokens of the method ÷ tokens of one direct sample, linear between whole k. A method cheaper than one
 * sample is held against one sample. Null (a dash) where tokens are unknown, k exceeds the pool, or votes are undefined.
 */
export function liftAtEqualTokens({ method, pool, kind, seed }: EqualTokensInput): EqualTokensLift | null {
  const perSample = meanTokensPerProblem(pool, kind);
  if (method.tokens === null || !perSample || selfConsistency.refusal(pool) !== null) return null;
  const k = Math.max(1, method.tokens / perSample);
  const baseline = pool.problems.map((samples, problem) => {
    const usable = usableSamples(samples, kind);
    const at = (whole: number) =>
      poolExpectation(selfConsistency, usable, {
        k: whole,
        seed: `${seed}/${selfConsistency.id}@${whole}/${problem}`,
      })?.value ?? null;
    return interpolate(k, at);
  });
  if (baseline.length === 0 || baseline.includes(null)) return null;
  const comparison = comparePaired(method.perProblem, baseline);
  return comparison && { ...comparison, k };
}

function interpolate(k: number, at: (whole: number) => number | null): number | null {
  const below = Math.floor(k);
  const low = at(below);
  if (k === below || low === null) return low;
  const high = at(below + 1);
  return high === null ? null : low + (k - below) * (high - low);
}
