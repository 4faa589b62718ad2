import type { ProcessMetric } from "@/contracts/process-metric";
import { harmonicMean, meanOf, type ProcessItem, ratio } from "./process-item";

type Values = Partial<Record<ProcessMetric, number | null>>;

/**
 * DeltaBench (repository OpenStellarTeam/DeltaBench): precision, recall and F1 of the set of wrong sections per trace, averaged over traces
 * (macro), and F1 of the pooled counts (micro). Sections beyond the last gold one are not scored. Where nothing is wrong and
 * nothing is named all three are 1; a prediction that cannot be read has 0.
 */
export function sectionValues(items: readonly ProcessItem[]): Values {
  const precisions: number[] = [];
  const recalls: number[] = [];
  const f1s: number[] = [];
  let hits = 0;
  let named = 0;
  let wrong = 0;
  for (const { gold, predictions } of items) {
    const isWrong = new Set(gold);
    const last = gold.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...gold);
    for (const prediction of predictions) {
      const scored = new Set((prediction ?? []).filter((number) => number <= last));
      const both = [...scored].filter((number) => isWrong.has(number)).length;
      hits += both;
      named += scored.size;
      wrong += isWrong.size;
      const isClean = prediction !== null && scored.size === 0 && isWrong.size === 0;
      precisions.push(isClean ? 1 : (ratio(both, scored.size) ?? 0));
      recalls.push(isClean ? 1 : (ratio(both, isWrong.size) ?? 0));
      f1s.push(isClean ? 1 : (ratio(2 * both, scored.size + isWrong.size) ?? 0));
    }
  }
  return {
    "section-f1": meanOf(f1s),
    "section-precision": meanOf(precisions),
    "section-recall": meanOf(recalls),
    "section-f1-micro": f1s.length === 0 ? null : (ratio(2 * hits, named + wrong) ?? 1),
  };
}

/**
 * SPC's protocol for PRM800K and DeltaBench: the share of right steps judged right, the share of wrong steps judged wrong, and their
 * arithmetic and harmonic means. `labels` turns an item and a prediction into judgements of its steps.
 */
export function stepValues(items: readonly ProcessItem[], labels: StepLabels): Values {
  let right = 0;
  let rightHit = 0;
  let wrong = 0;
  let wrongHit = 0;
  for (const item of items) {
    for (const prediction of item.predictions) {
      for (const { isWrong, judgedWrong } of labels(item, prediction)) {
        if (isWrong) {
          wrong++;
          if (judgedWrong === true) wrongHit++;
        } else {
          right++;
          if (judgedWrong === false) rightHit++;
        }
      }
    }
  }
  const correct = ratio(rightHit, right);
  const error = ratio(wrongHit, wrong);
  return {
    "step-average": meanOf([correct, error]),
    "step-harmonic": harmonicMean(correct, error),
    "step-recall-correct": correct,
    "step-recall-error": error,
  };
}

type StepJudgement = { isWrong: boolean; judgedWrong: boolean | null };
type StepLabels = (item: ProcessItem, prediction: readonly number[] | null) => Iterable<StepJudgement>;

/** Every section, numbered from 1; the judgement is whether it was named. */
export function* sectionSteps(
  item: ProcessItem,
  prediction: readonly number[] | null,
): Generator<StepJudgement> {
  for (let step = 1; step <= (item.steps ?? 0); step++) {
    yield {
      isWrong: item.gold.includes(step),
      judgedWrong: prediction === null ? null : prediction.includes(step),
    };
  }
}

/**
 * Steps up to the first wrong one, numbered from 0: people rated none after it. Our reading of a first-error prediction: from that step
 * on everything is judged wrong.
 */
export function* prefixSteps(
  item: ProcessItem,
  prediction: readonly number[] | null,
): Generator<StepJudgement> {
  const label = item.gold[0] ?? -1;
  const predicted = prediction?.[0];
  const last = label >= 0 ? label : (item.steps ?? 0) - 1;
  for (let step = 0; step <= last; step++) {
    const judgedWrong = predicted === undefined ? null : predicted >= 0 && step >= predicted;
    yield { isWrong: step === label, judgedWrong };
  }
}
