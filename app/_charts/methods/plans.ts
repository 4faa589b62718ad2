import { z } from "zod";
import { type JudgedAnswer, judgedAnswerSchema } from "@/contracts/chart";
import { comparePaired } from "@/measure";
import type { Chart } from "../chart";
import { equalParts } from "../equal-parts";
import { formCharts } from "./forms";
import { meanDots, rateDots, rateLines } from "./rate-charts";
import {
  asRate,
  isCorrect,
  type MethodCharts,
  meanKnown,
  meanOf,
  type Parsed,
  parsedSamples,
  rateOf,
  readNote,
  runNames,
} from "./run-facts";

export const planArtifacts = z.object({
  variant: z.string(),
  formatValid: z.boolean(),
  plans: z
    .array(
      z.object({
        tokens: z.number().nullable().optional(),
        answers: z.array(judgedAnswerSchema.nullable()),
      }),
    )
    .optional(),
  thinkingCharacters: z.number().nullable().optional(),
  textCharacters: z.number().optional(),
  replyTokens: z.number().nullable().optional(),
});

type Sample = Parsed<z.infer<typeof planArtifacts>>;

const EMPTY = "Replies appear with the first published run of this method.";
const NO_QUALITY = "Plan quality needs a run with variant planQuality.";
const NO_PLAN = "noPlan";
const SERIES = [4, 5, 6];
const PARTS = ["shortest", "middle", "longest"];

/** Accuracy and thinking by variant, form, and how good the plans are that were carried out several times. */
export const planCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, planArtifacts);
  const note = readNote(runs);
  return [
    rateDots(
      {
        name: "variants",
        title: "With and without a plan",
        note: `${note} noPlan is the same form without the plan.`,
        empty: EMPTY,
      },
      byVariant(samples, (own) => rateOf(own.map((sample) => ({ ...sample, value: isCorrect(sample) })))),
      "accuracy, %",
    ),
    thinkingChange(samples, note),
    ...formCharts(samples, note),
    ...qualityCharts(samples, note),
  ];
};

function byVariant<Result>(samples: readonly Sample[], of: (own: readonly Sample[]) => Result) {
  const variants = [...new Set(samples.map((sample) => sample.parsed.variant))];
  return variants.map((variant, index) => ({
    what: variant,
    series: variant === NO_PLAN ? 7 : (SERIES[index % SERIES.length] ?? 0),
    rate: of(samples.filter((sample) => sample.parsed.variant === variant)),
  }));
}

/** Tokens of the thinking section: of the reply's tokens as large a part as of its characters. */
function thinkingTokens({ parsed }: Sample): number | null {
  const { thinkingCharacters, textCharacters, replyTokens } = parsed;
  if (typeof thinkingCharacters !== "number" || typeof replyTokens !== "number" || !textCharacters)
    return null;
  return (replyTokens * thinkingCharacters) / textCharacters;
}

function thinkingChange(samples: readonly Sample[], note: string): Chart {
  const counted = samples.map((sample) => ({ ...sample, value: thinkingTokens(sample) }));
  const without = counted.filter((sample) => sample.parsed.variant === NO_PLAN);
  const changes = [...new Set(counted.map((sample) => sample.parsed.variant))].flatMap((variant) => {
    if (variant === NO_PLAN) return [];
    const change = change95(
      counted.filter((sample) => sample.parsed.variant === variant),
      without,
    );
    return change === null ? [] : [`${variant} ${change}`];
  });
  return meanDots(
    {
      name: "thinking-change",
      title: "Thinking with and without a plan",
      note: `${note} Tokens of the thinking section: its part of the reply's characters, times the reply's tokens. A reply without a closed section is left out; the plan itself is not counted.`,
      empty: "Needs replies with a closed thinking section.",
      summary:
        changes.length > 0
          ? `Change against noPlan on the same problems, in tokens: ${changes.join("; ")}.`
          : "A change needs a noPlan run on the same problems.",
    },
    byVariant(samples, (own) => meanOf(own.map((sample) => ({ ...sample, value: thinkingTokens(sample) })))),
    { label: "thinking tokens", unit: "tokens" },
  );
}

type Counted = { problemId: string; value: number | null };

/** Paired difference over the problems that both have, in words; null below two problems. */
function change95(samples: readonly Counted[], without: readonly Counted[]): string | null {
  const ids = [...new Set(samples.map((sample) => sample.problemId))];
  const means = (items: readonly Counted[]) =>
    ids.map((id) => meanKnown(items.filter((item) => item.problemId === id).map(({ value }) => value)));
  const compared = comparePaired(means(samples), means(without));
  if (compared === null) return null;
  const [low, high] = compared.interval.map((value) => value.toFixed(1));
  return `${compared.difference > 0 ? "+" : ""}${compared.difference.toFixed(1)} (95 % ${low} to ${high})`;
}

type Plan = { problemId: string; run: string; tokens: number | null; quality: number };

function qualityCharts(samples: readonly Sample[], note: string): Chart[] {
  const tried = samples.map((sample) => ({ sample, plans: plansOf(sample) }));
  const scored = tried.flatMap(({ sample, plans }) =>
    plans.length === 0
      ? []
      : [
          {
            problemId: sample.problemId,
            run: sample.run,
            mean: meanKnown(plans.map(({ quality }) => quality)),
            best: Math.max(...plans.map(({ quality }) => quality)),
          },
        ],
  );
  const plans = tried.flatMap((item) => item.plans);
  return [
    rateDots(
      {
        name: "plan-quality",
        title: "Quality of the plans",
        note: `${note} Share of right answers when a plan is carried out several times: the mean over the plans of a sample, and the best of them, which a chooser that knew the answer would take.`,
        empty: NO_QUALITY,
      },
      runNames(scored).flatMap((run) => {
        const own = scored.filter((item) => item.run === run);
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
    qualityAndOutcome(samples, note),
    rateDots(
      {
        name: "plan-length-quality",
        title: "Plan length and quality",
        note: `${note} Plans in thirds of their tokens.`,
        empty: NO_QUALITY,
      },
      thirds(plans).map(({ part, own }) => ({
        what: part,
        series: 4,
        rate: rateOf(own.map(({ problemId, quality }) => ({ problemId, value: quality }))),
      })),
      "right answers, %",
    ),
  ];
}

/** Plans of a sample that were carried out, with the share of right answers they lead to. */
function plansOf({ problemId, run, parsed }: Sample): Plan[] {
  return (parsed.plans ?? []).flatMap(({ tokens, answers }) => {
    const quality = answers.length > 1 ? shareRight(answers) : null;
    return quality === null ? [] : [{ problemId, run, tokens: tokens ?? null, quality }];
  });
}

function shareRight(answers: readonly (JudgedAnswer | null)[]): number | null {
  return meanKnown(answers.map((answer) => asRate(answer?.correct ?? false)));
}

/** Whether a good plan goes with a right final answer; the judged execution itself does not count for the quality. */
function qualityAndOutcome(samples: readonly Sample[], note: string): Chart {
  const pairs = samples.flatMap((sample) => {
    const quality = shareRight(sample.parsed.plans?.[0]?.answers.slice(1) ?? []);
    return quality === null ? [] : [{ problemId: sample.problemId, quality, value: isCorrect(sample) }];
  });
  const qualities = [...new Set(pairs.map(({ quality }) => quality))].sort((left, right) => left - right);
  return rateLines(
    {
      name: "plan-quality-outcome",
      title: "Plan quality and final answer",
      note: `${note} The first plan of a sample: quality by its other executions, against the answer of the first one, which is judged.`,
      empty: NO_QUALITY,
    },
    qualities.map((quality) => ({
      line: "final answer right",
      x: Math.round(quality * 1000) / 10,
      rate: rateOf(pairs.filter((pair) => pair.quality === quality)),
    })),
    { x: "quality of the plan, %", y: "final answer right, %", xDomain: [0, 100], yDomain: [0, 1] },
  );
}

function thirds(plans: readonly Plan[]): { part: string; own: Plan[] }[] {
  const sorted = plans
    .flatMap((plan) => (plan.tokens === null ? [] : [{ ...plan, tokens: plan.tokens }]))
    .sort((left, right) => left.tokens - right.tokens);
  return equalParts(sorted, PARTS.length).flatMap((own, index) => {
    const part = PARTS[index];
    const [first] = own;
    const last = own.at(-1);
    if (first === undefined || last === undefined) return [];
    return [{ part: `${part} (${first.tokens} to ${last.tokens} tokens)`, own }];
  });
}
