import {
  FIRST_ERROR_METRICS,
  OPV_METRICS,
  type ProcessMetric,
  SECTION_METRICS,
  STEP_METRICS,
} from "@/contracts/process-metric";
import { bootstrapProblems } from "../intervals/bootstrap";
import type { RunScore } from "../score-run";
import { firstErrorValues, opvValues } from "./first-error";
import type { ProcessItem, ProcessScheme } from "./process-item";
import { prefixSteps, sectionSteps, sectionValues, stepValues } from "./sections";

type Values = Partial<Record<ProcessMetric, number | null>>;

/** Resamples for the headline's interval: enough for its two digits, and a second of work on the largest benchmark. */
const RESAMPLES = 1_000;

const SCHEMES: Record<
  ProcessScheme,
  { metrics: readonly ProcessMetric[]; values: (items: readonly ProcessItem[]) => Values }
> = {
  "first-error": { metrics: FIRST_ERROR_METRICS, values: firstErrorValues },
  opv: { metrics: OPV_METRICS, values: opvValues },
  prm800k: {
    metrics: [...STEP_METRICS, ...FIRST_ERROR_METRICS],
    values: (items) => ({ ...stepValues(items, prefixSteps), ...firstErrorValues(items) }),
  },
  "wrong-sections": {
    metrics: [...SECTION_METRICS, ...STEP_METRICS],
    values: (items) => ({
      ...sectionValues(items),
      ...(items.every(({ steps }) => steps !== null) ? stepValues(items, sectionSteps) : {}),
    }),
  },
};

/**
 * A benchmark's own metrics over what a run's samples said, its headline first with a bootstrap interval over problems. `n` is the
 * fewest samples of a problem; with a problem without any usable sample nothing is defined.
 */
export function processScores(
  items: readonly ProcessItem[],
  { scheme, seed, resamples = RESAMPLES }: { scheme: ProcessScheme; seed: string; resamples?: number },
): RunScore[] {
  const { metrics, values } = SCHEMES[scheme];
  const n = items.reduce(
    (fewest, item) => Math.min(fewest, item.predictions.length),
    Number.POSITIVE_INFINITY,
  );
  const isDefined = items.length > 0 && n > 0;
  const all: Values = isDefined ? values(items) : {};
  const [headline] = metrics;
  return metrics
    .filter((metric) => !isDefined || all[metric] !== undefined)
    .map((metric): RunScore => {
      const value = all[metric] ?? null;
      const drawn = (indices: Int32Array): number | null =>
        values(Array.from(indices, (index) => items[index]).filter((item) => item !== undefined))[metric] ??
        null;
      const isHeadline = metric === headline && value !== null;
      const newProblems = isHeadline
        ? bootstrapProblems(items.length, drawn, { seed: `${seed}/${metric}`, resamples })
        : null;
      return {
        metric,
        k: 1,
        value,
        interval: { newProblems, rerun: null },
        n: Number.isFinite(n) ? n : 0,
        sampledProblems: 0,
      };
    });
}
