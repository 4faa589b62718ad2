import { z } from "zod";
import { judgedAnswerSchema } from "@/contracts/chart";
import { budgetControl, budgetScaling } from "@/measure";
import { points } from "../../_ui/format";
import { type Chart, counted, inPercent } from "../chart";
import { rateDots, rateLines, shareBars } from "./rate-charts";
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

export const thinkingBudgetArtifacts = z.object({
  budgets: z.array(
    z.object({
      budget: z.number(),
      thinkingTokens: z.number().nullable(),
      finished: z.boolean(),
      answer: judgedAnswerSchema.nullable(),
    }),
  ),
});

export const budgetForcingArtifacts = z.object({
  requestedThinkingTokens: z.number(),
  thinkingTokens: z.number(),
  overruled: z.number(),
  cutOff: z.boolean(),
});

const NO_BUDGETS = "Budgets appear with the first published run of this method.";

/** Accuracy at each thinking budget of the same traces, and what finished within it. */
export const thinkingBudgetCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, thinkingBudgetArtifacts);
  const note = `${readNote(runs)} The same traces at every budget: points are paired.`;
  const taken = samples.flatMap(({ problemId, run, parsed }) =>
    parsed.budgets.map((item) => ({ problemId, run, ...item, right: asRate(item.answer?.correct ?? false) })),
  );
  const budgets = [...new Set(taken.map((item) => item.budget))].sort((left, right) => left - right);
  const curve = runNames(taken).flatMap((run) =>
    budgets.map((budget) => ({
      line: run,
      x: budget,
      rate: rateOf(
        taken
          .filter((item) => item.run === run && item.budget === budget)
          .map((item) => ({ ...item, value: item.right })),
      ),
    })),
  );
  const doublings = slopePerDoubling(curve.map(({ x, rate }) => ({ x, y: rate?.value ?? null })));
  const at = (budget: number) => taken.filter((item) => item.budget === budget);
  return [
    rateLines(
      {
        name: "budget-curve",
        title: "Accuracy against thinking budget",
        note,
        empty: NO_BUDGETS,
        summary: doublings === null ? "" : `${points(doublings)} points per doubling on average.`,
      },
      curve,
      { x: "thinking budget, tokens (log)", log: 2, y: "accuracy, %" },
    ),
    rateLines(
      {
        name: "finished",
        title: "Finished within the budget",
        note: `${note} Finished traces ended by themselves; the answer of the others was forced or cut.`,
        empty: NO_BUDGETS,
      },
      budgets.flatMap((budget) => [
        {
          line: "share finished",
          x: budget,
          rate: rateOf(at(budget).map((item) => ({ ...item, value: asRate(item.finished) }))),
        },
        {
          line: "accuracy of finished",
          x: budget,
          rate: rateOf(at(budget).flatMap((item) => (item.finished ? [{ ...item, value: item.right }] : []))),
        },
        {
          line: "accuracy of unfinished",
          x: budget,
          rate: rateOf(at(budget).flatMap((item) => (item.finished ? [] : [{ ...item, value: item.right }]))),
        },
      ]),
      { x: "thinking budget, tokens (log)", log: 2, y: "share, %" },
    ),
  ];
};

/** Accuracy against the thinking that was really used, by run; and what overruling the end did. */
export const budgetForcingCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, budgetForcingArtifacts);
  const note = readNote(runs);
  const names = runNames(samples);
  const reached = names.flatMap((run) => {
    const own = samples.filter((sample) => sample.run === run);
    const tokens = meanKnown(own.map((sample) => sample.parsed.thinkingTokens));
    const rate = rateOf(own.map((sample) => ({ ...sample, value: isCorrect(sample) })));
    return tokens === null || rate === null ? [] : [{ run, tokens, rate, own }];
  });
  const scaling = budgetScaling(reached.map(({ tokens, rate }) => ({ tokens, accuracy: rate.value })));
  const control = meanKnown(
    reached.map(({ own }) =>
      budgetControl(
        own.map((sample) => sample.parsed.thinkingTokens),
        { min: 0, max: Math.max(0, ...own.map((sample) => sample.parsed.requestedThinkingTokens)) },
      ),
    ),
  );
  const best = reached.length === 0 ? null : Math.max(...reached.map(({ rate }) => rate.value));
  const words = [
    control === null ? "" : `Control ${inPercent(control)} of samples within the budget;`,
    scaling === null ? "" : `scaling ${(scaling * 100_000).toFixed(2)} points per 1,000 tokens;`,
    best === null ? "" : `performance ${inPercent(best)}.`,
  ];
  return [
    rateLines(
      {
        name: "thinking",
        title: "Accuracy against mean thinking tokens",
        note: `${note} One point a run, at the thinking tokens it really used.`,
        empty: NO_BUDGETS,
        summary: words.filter(Boolean).join(" "),
      },
      reached.map(({ tokens, rate }) => ({ line: "budget-forcing", x: Math.round(tokens), rate })),
      { x: "mean thinking tokens (log)", log: 2, y: "accuracy, %" },
    ),
    waits(samples, note),
    shareBars(
      { name: "ended", title: "How thinking ended", note, empty: NO_BUDGETS },
      samples.map((sample) => ({
        row: sample.run,
        part: sample.parsed.cutOff ? "cut off at the budget" : "ended by itself",
      })),
      [
        { part: "ended by itself", series: 1 },
        { part: "cut off at the budget", series: 2 },
      ],
    ),
  ];
};

type Forced = ReturnType<typeof parsedSamples<typeof budgetForcingArtifacts>>[number];

function waits(samples: readonly Forced[], note: string): Chart {
  const counts = [...new Set(samples.map((sample) => sample.parsed.overruled))].sort(
    (left, right) => left - right,
  );
  return rateDots(
    {
      name: "waits",
      title: "Accuracy by number of waits",
      note: `${note} How often an end of thinking was overruled in the sample; in one run, samples with fewer waits ran out of budget first.`,
      empty: NO_BUDGETS,
    },
    counts.map((count) => {
      const own = samples.filter((sample) => sample.parsed.overruled === count);
      return {
        what: `${counted(count, "wait")} (${counted(own.length, "sample")})`,
        rate: rateOf(own.map((sample) => ({ ...sample, value: isCorrect(sample) }))),
        series: 1,
      };
    }),
    "accuracy, %",
  );
}

/** Change of y per doubling of x: least squares on log2 x; null for fewer than two different x. */
export function slopePerDoubling(points: readonly { x: number; y: number | null }[]): number | null {
  const known = points.flatMap(({ x, y }) => (y === null || x <= 0 ? [] : [{ x: Math.log2(x), y }]));
  const middle = { x: meanKnown(known.map(({ x }) => x)) ?? 0, y: meanKnown(known.map(({ y }) => y)) ?? 0 };
  const spread = known.reduce((sum, { x }) => sum + (x - middle.x) ** 2, 0);
  if (spread === 0) return null;
  return known.reduce((sum, { x, y }) => sum + (x - middle.x) * (y - middle.y), 0) / spread;
}
