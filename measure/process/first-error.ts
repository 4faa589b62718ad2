import type { ProcessMetric } from "@/contracts/process-metric";
import { harmonicMean, meanOf, type ProcessItem, ratio } from "./process-item";

type Values = Partial<Record<ProcessMetric, number | null>>;
type Tally = { errors: number; errorsHit: number; fine: number; fineHit: number };

/**
 * ProcessBench (repository QwenLM/ProcessBench): per part the share of erroneous solutions whose first wrong step is named exactly and the
 * share of right ones called right; F1 is their harmonic mean, the score the plain mean over the parts. `process-accuracy` is the
 * mean over parts of the share of solutions judged exactly, which is what SPC reports. Undefined where a part lacks a kind.
 */
export function firstErrorValues(items: readonly ProcessItem[]): Values {
  const parts = new Map<string, Tally>();
  for (const { part, gold, predictions } of items) {
    const tally = parts.get(part) ?? { errors: 0, errorsHit: 0, fine: 0, fineHit: 0 };
    parts.set(part, tally);
    const label = gold[0] ?? -1;
    const hits = predictions.filter((prediction) => prediction?.[0] === label).length;
    if (label >= 0) {
      tally.errors += predictions.length;
      tally.errorsHit += hits;
    } else {
      tally.fine += predictions.length;
      tally.fineHit += hits;
    }
  }
  const all = [...parts.values()];
  const errorShares = all.map(({ errors, errorsHit }) => ratio(errorsHit, errors));
  const fineShares = all.map(({ fine, fineHit }) => ratio(fineHit, fine));
  return {
    "process-f1": meanOf(errorShares.map((share, index) => harmonicMean(share, fineShares[index] ?? null))),
    "process-acc-error": meanOf(errorShares),
    "process-acc-correct": meanOf(fineShares),
    "process-accuracy": meanOf(
      all.map((tally) => ratio(tally.errorsHit + tally.fineHit, tally.errors + tally.fine)),
    ),
  };
}

/** Under which criterion a judgement of an erroneous solution is right. */
const CRITERIA = {
  precise: (predicted: number, label: number) => predicted === label,
  approximate: (predicted: number, label: number) => predicted >= 0 && Math.abs(predicted - label) <= 1,
  rough: (predicted: number) => predicted >= 0,
} as const;

/**
 * OPV-Bench: F1 of the class "right solution" under three criteria for the erroneous ones. Recall is the share of right solutions called
 * right; precision counts erroneous ones that are judged wrongly under the criterion as false calls. Accuracy is the share of right
 * judgements over all.
 */
export function opvValues(items: readonly ProcessItem[]): Values {
  const values: Values = {};
  for (const [name, isHit] of Object.entries(CRITERIA)) {
    let fine = 0;
    let fineHit = 0;
    let errors = 0;
    let errorsHit = 0;
    for (const { gold, predictions } of items) {
      const label = gold[0] ?? -1;
      for (const prediction of predictions) {
        // What cannot be read is a wrong judgement of either kind.
        const predicted = prediction?.[0];
        if (label < 0) {
          fine++;
          if (predicted === -1) fineHit++;
        } else {
          errors++;
          if (predicted !== undefined && isHit(predicted, label)) errorsHit++;
        }
      }
    }
    const recall = ratio(fineHit, fine);
    const called = fineHit + errors - errorsHit;
    const precision = called === 0 ? (recall === null ? null : 0) : fineHit / called;
    const criterion = name as keyof typeof CRITERIA;
    values[`opv-f1-${criterion}`] = harmonicMean(precision, recall);
    values[`opv-acc-${criterion}`] = ratio(fineHit + errorsHit, fine + errors);
    values["opv-recall"] = recall;
  }
  return values;
}
