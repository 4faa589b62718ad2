import { underthinkingScore } from "@/measure";
import type { Chart } from "../chart";
import { rateDots, rateLines } from "./rate-charts";
import { asRate, rateOf, runNames } from "./run-facts";

/** A trace with the answers that its cuts lead to. */
export type CutTrace = {
  run: string;
  problemId: string;
  parsed: {
    subthoughts: { endChar?: number | undefined; answer: { correct: boolean | null } | null }[];
    thinkingCharacters?: number | undefined;
    lastAnswer: { correct: boolean | null } | null;
  };
};

const EMPTY =
  "Needs a trace that ends in a wrong answer; runs before the ends of subthoughts were recorded have none.";
const TENTHS = 10;

type WrongTrace = { run: string; problemId: string; length: number; cuts: { end: number; right: boolean }[] };

/** Traces that end in a wrong answer: how soon it could have been right, and whether going on from a part of it mends it. */
export function wrongTraceCharts(traces: readonly CutTrace[], note: string): Chart[] {
  const wrong = traces.flatMap((trace) => wrongTrace(trace));
  return [selfCorrection(wrong, note), underthinking(wrong, note)];
}

function wrongTrace({ run, problemId, parsed }: CutTrace): WrongTrace[] {
  const { thinkingCharacters: length, subthoughts, lastAnswer } = parsed;
  if (length === undefined || length === 0 || lastAnswer?.correct === true) return [];
  const cuts = subthoughts.flatMap(({ endChar, answer }) =>
    endChar === undefined ? [] : [{ end: endChar, right: answer?.correct === true }],
  );
  return cuts.length === 0 ? [] : [{ run, problemId, length, cuts }];
}

/** The model goes on from x % of a wrong trace: how often it then reaches the right answer. */
function selfCorrection(wrong: readonly WrongTrace[], note: string): Chart {
  const fed = wrong.flatMap(({ run, problemId, length, cuts }) =>
    cuts.map(({ end, right }) => ({
      run,
      problemId,
      tenth: Math.max(1, Math.ceil((end / length) * TENTHS)),
      value: asRate(right),
    })),
  );
  return rateLines(
    {
      name: "self-correction",
      title: "Self-correction",
      note: `${note} Only traces that end in a wrong answer: the model is given the first part of one and goes on. Parts in tenths of the characters.`,
      empty: EMPTY,
    },
    runNames(fed).flatMap((run) =>
      Array.from({ length: TENTHS }, (_, index) => ({
        line: run,
        x: (index + 1) * TENTHS,
        rate: rateOf(fed.filter((item) => item.run === run && item.tenth === index + 1)),
      })),
    ),
    { x: "part of the wrong trace that is kept, %", y: "then right, %", xDomain: [0, 100] },
  );
}

/** Underthinking score: the share of a wrong response that comes after its first right thought. */
function underthinking(wrong: readonly WrongTrace[], note: string): Chart {
  const scored = wrong.map(({ run, problemId, length, cuts }) => {
    const first = cuts.find(({ right }) => right)?.end ?? null;
    return {
      run,
      problemId,
      value: underthinkingScore([{ tokens: length, firstRightThoughtEnd: first }]),
      reached: asRate(first !== null),
    };
  });
  return rateDots(
    {
      name: "underthinking",
      title: "Underthinking",
      note: `${note} Only traces that end in a wrong answer. The score is the mean share of a trace after its first right thought, 0 where no thought is right. A thought counts as right where going on from its end reaches the right answer: our reading of the judge. Characters stand for tokens.`,
      empty: EMPTY,
    },
    runNames(scored).flatMap((run) => {
      const own = scored.filter((item) => item.run === run);
      return [
        { what: `${run}: underthinking score`, series: 2, rate: rateOf(own) },
        {
          what: `${run}: had a right thought`,
          series: 7,
          rate: rateOf(own.map((item) => ({ ...item, value: item.reached }))),
        },
      ];
    }),
    "share, %",
  );
}
