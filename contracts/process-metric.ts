/**
 * The metrics of benchmarks that judge solutions (docs/process-verdicts.md). The first of each list is the benchmark's own headline,
 * by which its board is sorted.
 */
export const FIRST_ERROR_METRICS = [
  "process-f1",
  "process-acc-error",
  "process-acc-correct",
  "process-accuracy",
] as const;
export const OPV_METRICS = [
  "opv-f1-precise",
  "opv-f1-approximate",
  "opv-f1-rough",
  "opv-recall",
  "opv-acc-precise",
  "opv-acc-approximate",
  "opv-acc-rough",
] as const;
export const SECTION_METRICS = [
  "section-f1",
  "section-precision",
  "section-recall",
  "section-f1-micro",
] as const;
export const STEP_METRICS = [
  "step-average",
  "step-harmonic",
  "step-recall-correct",
  "step-recall-error",
] as const;

export type ProcessMetric =
  | (typeof FIRST_ERROR_METRICS)[number]
  | (typeof OPV_METRICS)[number]
  | (typeof SECTION_METRICS)[number]
  | (typeof STEP_METRICS)[number];

/** Headlines, the one that decides first where a benchmark has several. */
export const PROCESS_HEADLINES: readonly ProcessMetric[] = [
  "opv-f1-precise",
  "section-f1",
  "step-average",
  "process-f1",
];
