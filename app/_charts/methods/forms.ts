import { z } from "zod";
import { judgedAnswerSchema } from "@/contracts/chart";
import { rateDots, shareBars } from "./rate-charts";
import {
  asRate,
  isCorrect,
  type MethodCharts,
  meanKnown,
  parsedSamples,
  rateOf,
  readNote,
  runNames,
} from "./run-facts";

export const priorPromptArtifacts = z.object({ strategy: z.string(), formatValid: z.boolean() });

export const planArtifacts = z.object({
  variant: z.string(),
  formatValid: z.boolean(),
  plans: z.array(z.object({ answers: z.array(judgedAnswerSchema.nullable()) })).optional(),
});

const EMPTY = "Replies appear with the first published run of this method.";
const FORMS = [
  { part: "kept the form, right", series: 1 },
  { part: "kept the form, wrong", series: 2 },
  { part: "broke the form, right", series: 0 },
  { part: "broke the form, wrong", series: 7 },
];

type Formed = { run: string; outcome: string | null; problemId: string; parsed: { formatValid: boolean } };

/** Whether replies keep to the tags that were asked for, and whether that goes with right answers. */
export const priorPromptCharts: MethodCharts = (runs) =>
  formCharts(parsedSamples(runs, priorPromptArtifacts), readNote(runs));

/** The same for plans; accuracy by variant, and how good the plans are that were carried out several times. */
export const planCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, planArtifacts);
  const note = readNote(runs);
  const variants = [...new Set(samples.map((sample) => sample.parsed.variant))];
  const quality = samples.flatMap((sample) => {
    const plans = (sample.parsed.plans ?? []).map(({ answers }) =>
      meanKnown(answers.map((answer) => asRate(answer?.correct ?? false))),
    );
    const known = plans.filter((value): value is number => value !== null);
    if (known.length === 0) return [];
    return [
      { problemId: sample.problemId, run: sample.run, mean: meanKnown(known), best: Math.max(...known) },
    ];
  });
  return [
    rateDots(
      {
        name: "variants",
        title: "With and without a plan",
        note: `${note} noPlan is the same form without the plan.`,
        empty: EMPTY,
      },
      variants.map((variant, index) => ({
        what: variant,
        series: variant === "noPlan" ? 7 : 4 + (index % 3),
        rate: rateOf(
          samples
            .filter((sample) => sample.parsed.variant === variant)
            .map((sample) => ({ ...sample, value: isCorrect(sample) })),
        ),
      })),
      "accuracy, %",
    ),
    ...formCharts(samples, note),
    rateDots(
      {
        name: "plan-quality",
        title: "Quality of the plans",
        note: `${note} Share of right answers when a plan is carried out several times: the mean over the plans of a sample, and the best of them, which a chooser that knew the answer would take.`,
        empty: "Plan quality needs a run with variant planQuality or twoCall.",
      },
      runNames(quality).flatMap((run) => {
        const own = quality.filter((item) => item.run === run);
        return [
          {
            what: `${run}: mean plan`,
            series: 4,
            rate: rateOf(own.map((item) => ({ ...item, value: item.mean }))),
          },
          {
            what: `${run}: best plan`,
            series: 1,
            rate: rateOf(own.map((item) => ({ ...item, value: item.best }))),
          },
        ];
      }),
      "right answers, %",
    ),
  ];
};

function formCharts(samples: readonly Formed[], note: string) {
  return [
    shareBars(
      { name: "form", title: "Form and answer", note, empty: EMPTY },
      samples.map((sample) => ({
        row: sample.run,
        part: `${sample.parsed.formatValid ? "kept" : "broke"} the form, ${sample.outcome === "correct" ? "right" : "wrong"}`,
      })),
      FORMS,
    ),
  ];
}
