import type { Claim } from "@/catalog/systems";
import type { ClaimCellView } from "@/contracts/system";
import { comparePaired, differenceVariance, type EffectRow, judgeClaim } from "@/measure";
import type { Pair } from "./find-pairs";

/** One cell of a claim from a pair of runs; null where they share fewer than two problems. */
export function judgePair(
  claim: Claim,
  pair: Pair,
  vectors: { treatment: EffectRow; baseline: EffectRow },
): ClaimCellView | null {
  const { treatment, baseline } = vectors;
  const paired = comparePaired(treatment.perProblem, baseline.perProblem);
  const variance = differenceVariance(treatment, baseline);
  if (paired === null || variance === null) return null;
  const { verdict, differing, needed } = judgeClaim({
    reported: claim.reportedDifference === null ? null : claim.reportedDifference / 100,
    differing: pair.differing,
    measured: {
      interval: paired.interval,
      problems: paired.problems,
      samplesPerProblem: Math.min(treatment.samplesPerProblem, baseline.samplesPerProblem),
      variance,
    },
  });
  return {
    model: pair.treatment.row.model.name,
    baselineModel: pair.baseline.row.model.name,
    label: pair.treatment.row.label,
    benchmark: pair.treatment.benchmark,
    version: pair.treatment.version,
    treatmentRunId: pair.treatment.row.runId,
    baselineRunId: pair.baseline.row.runId,
    difference: paired.difference,
    interval: paired.interval,
    problems: paired.problems,
    verdict,
    differing: [...differing],
    needed,
  };
}
