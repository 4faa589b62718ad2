import type { MethodFact } from "@/contracts/chart";
import { type Chart, counted, inPercent } from "../chart";
import { type JudgedSolution, majorityOf, verifierF1 } from "./opv-f1";
import { meanDots, type RatePoint, rateDots, rateLines } from "./rate-charts";
import {
  asRate,
  isCorrect,
  type MethodCharts,
  meanKnown,
  meanOf,
  type RunFacts,
  rateOf,
  readNote,
} from "./run-facts";

const EMPTY = "Verdicts appear with the first published run of this method.";
const HALF = 0.5;
const TENTHS = 10;

type Verdict = JudgedSolution & { labels: (string | null)[] };

/** How the steps of a solution are got: OPV rewrites it as a list first, or takes its paragraphs. */
const LISTED = "list of steps";
const PARAGRAPHS = "own paragraphs";

/** How good the verifier is, with how many votes, and whether a pass rate means what it says. */
export const heimdallCharts: MethodCharts = (runs) => {
  const verdicts = verdictsOf(runs);
  const note = readNote(runs).replace("the artifacts of ", "");
  return [accuracy(verdicts, note), byVotes(verdicts, note), reliability(verdicts, note), tokens(runs, note)];
};

/** The same for step verifications; where the first wrong step is seen, and how many verifications see one. */
export const opvCharts: MethodCharts = (runs) => {
  const verdicts = verdictsOf(runs);
  const note = readNote(runs).replace("the artifacts of ", "");
  return [
    ...heimdallCharts(runs),
    verifierF1(verdicts, note, EMPTY),
    ...(new Set(verdicts.map(({ group }) => group)).size > 1 ? [stepsCost(runs, note)] : []),
    firstErrors(verdicts, note),
    errorVotes(verdicts, note),
  ];
};

/** Tokens of one verification with the solution rewritten as steps, and without. */
function stepsCost(runs: readonly RunFacts[], note: string): Chart {
  return meanDots(
    {
      name: "summary-cost",
      title: "Verifying a list of steps or the paragraphs",
      note: `${note} Prompt and completion of one verification.`,
      empty: EMPTY,
    },
    [PARAGRAPHS, LISTED].map((group, index) => ({
      what: group,
      series: index === 0 ? 3 : 6,
      rate: meanOf(
        runs
          .filter((run) => groupOf(run) === group)
          .flatMap((run) => run.items)
          .flatMap(({ problemId, assessments }) =>
            assessments.map(({ tokens }) => ({ problemId, value: tokens })),
          ),
      ),
    })),
    { label: "mean tokens", unit: "tokens", reference: 0 },
  );
}

function groupOf(run: RunFacts): string {
  return run.params.resummarise === true ? LISTED : PARAGRAPHS;
}

function verdictsOf(runs: readonly RunFacts[]): Verdict[] {
  return runs.flatMap((run) =>
    run.items.flatMap((item) => {
      const right = isCorrect(item);
      const values = item.assessments.flatMap(({ value }) => (value === null ? [] : [value]));
      if (right === null || values.length === 0) return [];
      return [
        {
          problemId: item.problemId,
          right,
          values,
          group: groupOf(run),
          labels: item.assessments.map(({ label }) => label),
        },
      ];
    }),
  );
}

function fits(verdict: Verdict, said: number): number {
  return verdict.right === 1 ? said : 1 - said;
}

function accuracy(verdicts: readonly Verdict[], note: string): Chart {
  const judged = (own: readonly Verdict[]) =>
    rateOf(
      own.flatMap((verdict) =>
        verdict.values.map((value) => ({
          problemId: verdict.problemId,
          value: fits(verdict, value > HALF ? 1 : 0),
        })),
      ),
    );
  const positive = judged(verdicts.filter(({ right }) => right === 1));
  const negative = judged(verdicts.filter(({ right }) => right === 0));
  const balanced = positive === null || negative === null ? null : (positive.value + negative.value) / 2;
  return rateDots(
    {
      name: "verification",
      title: "Verification accuracy",
      note: `${note} Single verdicts against the outcome of the sample. A verdict that could not be read is left out.`,
      empty: EMPTY,
      summary: balanced === null ? "" : `Balanced accuracy ${inPercent(balanced)}.`,
    },
    [
      { what: "all verdicts", rate: judged(verdicts), series: 3 },
      { what: "of right solutions, accepted", rate: positive, series: 1 },
      { what: "of wrong solutions, rejected", rate: negative, series: 2 },
    ],
    "share of verdicts, %",
  );
}

function byVotes(verdicts: readonly Verdict[], note: string): Chart {
  const most = Math.max(0, ...verdicts.map((verdict) => verdict.values.length));
  const votes = [1, 2, 4, 8, 16, 32, 64].filter((count) => count <= most);
  const line = (name: string, own: readonly Verdict[]) =>
    votes.map((count) => ({
      line: name,
      x: count,
      rate: rateOf(
        own.map((verdict) => ({
          ...verdict,
          value: fits(verdict, majorityOf(verdict.values.slice(0, count))),
        })),
      ),
    }));
  return rateLines(
    {
      name: "verification-votes",
      title: "Verification accuracy over votes",
      note: `${note} The majority of the first M verdicts of a solution; a tie counts half.`,
      empty: EMPTY,
    },
    [
      ...line("all solutions", verdicts),
      ...line(
        "right ones",
        verdicts.filter((verdict) => verdict.right === 1),
      ),
      ...line(
        "wrong ones",
        verdicts.filter((verdict) => verdict.right === 0),
      ),
    ],
    { x: "verdicts a solution, M (log)", log: 2, y: "judged as they are, %" },
  );
}

/** Solutions in tenths of the pass rate: how many of them are right. */
function reliability(verdicts: readonly Verdict[], note: string): Chart {
  const rates = verdicts.map((verdict) => ({ ...verdict, pass: meanKnown(verdict.values) ?? 0 }));
  const bins = Array.from({ length: TENTHS }, (_, index) => index);
  return rateLines(
    {
      name: "reliability",
      title: "Right solutions by pass rate",
      note: `${note} A reliable verifier lies on the dashed diagonal: of the solutions with a pass rate of 70 %, 70 % are right.`,
      empty: EMPTY,
    },
    bins.map((bin) => {
      const own = rates.filter(({ pass }) => Math.min(TENTHS - 1, Math.floor(pass * TENTHS)) === bin);
      const middle = meanKnown(own.map(({ pass }) => pass)) ?? 0;
      return {
        line: "right solutions",
        x: Math.round(middle * 1000) / 10,
        rate: rateOf(own.map((verdict) => ({ ...verdict, value: verdict.right }))),
      };
    }),
    {
      x: "pass rate, %",
      y: "right solutions, %",
      xDomain: [0, 100],
      yDomain: [0, 1],
      against: [
        { x: 0, y: 0 },
        { x: 100, y: 1 },
      ],
    },
  );
}

/** What verifying costs beside solving. */
function tokens(runs: readonly RunFacts[], note: string): Chart {
  const items = runs.flatMap((run) => run.items).filter((item) => item.assessments.length > 0);
  const line = (what: string, series: number, of: (item: MethodFact) => (number | null)[]) => ({
    what,
    series,
    rate: meanOf(items.flatMap((item) => of(item).map((value) => ({ problemId: item.problemId, value })))),
  });
  const sum = (values: readonly (number | null)[]) =>
    values.reduce((total, value) => (total === null || value === null ? null : total + value), 0);
  return meanDots(
    {
      name: "verification-cost",
      title: "Tokens of solving and verifying",
      note: `${note} Prompt and completion together.`,
      empty: EMPTY,
    },
    [
      line("one solution", 7, (item) => [sum([item.promptTokens, item.completionTokens])]),
      line("one verification of it", 3, (item) => item.assessments.map((said) => said.tokens)),
      line("all verifications of it", 2, (item) => [sum(item.assessments.map((said) => said.tokens))]),
    ],
    { label: "mean tokens", unit: "tokens", reference: 0 },
  );
}

const STEP = /^STEP\s*(-?\d+)$/i;

/** Where verifications see the first wrong step, apart for right and wrong solutions. */
function firstErrors(verdicts: readonly Verdict[], note: string): Chart {
  const seen = verdicts.flatMap((verdict) =>
    verdict.labels.flatMap((label) => {
      const step = STEP.exec(label ?? "")?.[1];
      return step === undefined
        ? []
        : [{ problemId: verdict.problemId, right: verdict.right, step: Number(step) }];
    }),
  );
  const steps = [...new Set(seen.map((item) => item.step))].filter((step) => step >= 0).sort((a, b) => a - b);
  return rateLines(
    {
      name: "first-errors",
      title: "First wrong step",
      note: `${note} Share of verifications that name a step as the first wrong one, steps from 0; the rest find none.`,
      empty: steps.length === 0 && seen.length > 0 ? "No verification names a wrong step." : EMPTY,
    },
    sharesAt(seen, steps, ({ step }) => step),
    { x: "step", y: "verifications, %" },
  );
}

/** How many of the wrong ones, and of the right ones, lie at each place. */
function sharesAt<Item extends { problemId: string; right: number }>(
  items: readonly Item[],
  places: readonly number[],
  placeOf: (item: Item) => number,
): RatePoint[] {
  return [
    { line: "wrong solutions", right: 0 },
    { line: "right solutions", right: 1 },
  ].flatMap(({ line, right }) =>
    places.map((place) => ({
      line,
      x: place,
      rate: rateOf(
        items
          .filter((item) => item.right === right)
          .map((item) => ({ problemId: item.problemId, value: asRate(placeOf(item) === place) })),
      ),
    })),
  );
}

/** Of how many verifications of a solution an error is seen: a histogram. */
function errorVotes(verdicts: readonly Verdict[], note: string): Chart {
  const most = Math.max(0, ...verdicts.map((verdict) => verdict.values.length));
  const errors = verdicts.map((verdict) => ({
    ...verdict,
    errors: verdict.values.filter((value) => value <= HALF).length,
  }));
  const counts = Array.from({ length: most + 1 }, (_, index) => index);
  const mean = meanKnown(errors.flatMap((verdict) => (verdict.right === 0 ? [verdict.errors] : [])));
  return rateLines(
    {
      name: "error-votes",
      title: "Error votes",
      note: `${note} In how many of ${counted(most, "verification")} of a solution an error is seen.`,
      empty: EMPTY,
      summary: mean === null ? "" : `Wrong solutions get ${mean.toFixed(1)} error votes on average.`,
    },
    sharesAt(errors, counts, (verdict) => verdict.errors),
    { x: "error votes", y: "solutions, %" },
  );
}
