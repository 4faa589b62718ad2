import { z } from "zod";
import { judgedAnswerSchema } from "@/contracts/chart";
import { comparePaired } from "@/measure";
import { points } from "../../_ui/format";
import type { Chart } from "../chart";
import { meanDots, rateDots, rateLines, shareBars } from "./rate-charts";
import {
  asRate,
  type MethodCharts,
  meanKnown,
  meanOf,
  type Parsed,
  parsedSamples,
  rateOf,
  readNote,
  runNames,
} from "./run-facts";
import { subthoughtEvolution } from "./subthought-evolution";
import { wrongTraceCharts } from "./subthought-thoughts";

export const subthoughtArtifacts = z.object({
  subthoughts: z.array(z.object({ endChar: z.number().optional(), answer: judgedAnswerSchema.nullable() })),
  thinkingCharacters: z.number().optional(),
  lastAnswer: judgedAnswerSchema.nullable(),
  modeAnswer: judgedAnswerSchema.nullable(),
  entropyBits: z.number(),
});

type Sample = Parsed<z.infer<typeof subthoughtArtifacts>>;

const EMPTY = "Answers along the trace appear with the first published run of this method.";
const TENTHS = 10;

/** Answers along the trace: accuracy of last and most frequent, agreement, entropy, evolution. */
export const subthoughtCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, subthoughtArtifacts);
  const note = readNote(runs);
  return [
    accuracy(samples, note),
    along(samples, note),
    patterns(samples, note),
    entropy(samples, note),
    coverage(samples, note),
    ...wrongTraceCharts(samples, note),
    subthoughtEvolution(samples, note),
  ];
};

const last = (sample: Sample) => asRate(sample.parsed.lastAnswer?.correct ?? false);
const mode = (sample: Sample) => asRate(sample.parsed.modeAnswer?.correct ?? false);

function accuracy(samples: readonly Sample[], note: string): Chart {
  const gain = comparePaired(perProblem(samples, mode), perProblem(samples, last));
  const summary =
    gain === null
      ? ""
      : `The most frequent answer gains ${points(gain.difference)} points over the last one (95 % ${points(gain.interval[0])} to ${points(gain.interval[1])}, paired).`;
  return rateDots(
    { name: "last-and-mode", title: "Last answer and most frequent answer", note, empty: EMPTY, summary },
    runNames(samples).flatMap((run) => {
      const own = samples.filter((sample) => sample.run === run);
      const rate = (value: typeof last) => rateOf(own.map((sample) => ({ ...sample, value: value(sample) })));
      return [
        { what: `${run}: last`, rate: rate(last), series: 7 },
        { what: `${run}: most frequent`, rate: rate(mode), series: 1 },
      ];
    }),
    "accuracy, %",
  );
}

function along(samples: readonly Sample[], note: string): Chart {
  const tries = samples.flatMap((sample) =>
    sample.parsed.subthoughts.map(({ answer }, index, all) => ({
      problemId: sample.problemId,
      tenth: all.length === 1 ? TENTHS : Math.floor((index / (all.length - 1)) * (TENTHS - 1)) + 1,
      correct: asRate(answer?.correct ?? false),
      same: sample.parsed.modeAnswer === null ? 0 : asRate(answer?.group === sample.parsed.modeAnswer.group),
    })),
  );
  const tenths = Array.from({ length: TENTHS }, (_, index) => index + 1);
  const at = (tenth: number) => tries.filter((item) => item.tenth === tenth);
  return rateLines(
    {
      name: "along-the-trace",
      title: "Answers along the trace",
      note: `${note} Cuts by their place in the trace, in tenths; how many answers there are right, and how many equal the sample's most frequent one.`,
      empty: EMPTY,
    },
    tenths.flatMap((tenth) => [
      {
        line: "correct",
        x: tenth * 10,
        rate: rateOf(at(tenth).map((item) => ({ ...item, value: item.correct }))),
      },
      {
        line: "equals the mode",
        x: tenth * 10,
        rate: rateOf(at(tenth).map((item) => ({ ...item, value: item.same }))),
      },
    ]),
    { x: "place in the trace, %", y: "share, %" },
  );
}

const PATTERNS = [
  { part: "both right", series: 1 },
  { part: "mode corrects last", series: 0 },
  { part: "mode breaks last", series: 2 },
  { part: "both wrong, settled", series: 7 },
  { part: "both wrong, fluctuating", series: 3 },
];

function patterns(samples: readonly Sample[], note: string): Chart {
  return shareBars(
    {
      name: "patterns",
      title: "What the vote changes",
      note: `${note} Settled: at least half of the answers are the same one.`,
      empty: EMPTY,
    },
    samples.map((sample) => ({ row: sample.run, part: patternOf(sample) })),
    PATTERNS,
  );
}

function patternOf(sample: Sample): string {
  const right = [last(sample) === 1, mode(sample) === 1];
  if (right[0] && right[1]) return "both right";
  if (right[1]) return "mode corrects last";
  if (right[0]) return "mode breaks last";
  const { subthoughts, modeAnswer } = sample.parsed;
  const same = subthoughts.filter(
    ({ answer }) => answer !== null && answer.group === modeAnswer?.group,
  ).length;
  return modeAnswer !== null && same * 2 >= subthoughts.length
    ? "both wrong, settled"
    : "both wrong, fluctuating";
}

function entropy(samples: readonly Sample[], note: string): Chart {
  return meanDots(
    {
      name: "entropy",
      title: "Entropy of the answers",
      note: `${note} In bits; completions without an answer count as one more answer.`,
      empty: EMPTY,
    },
    runNames(samples).flatMap((run) =>
      [
        { what: "last answer right", right: 1, series: 1 },
        { what: "last answer wrong", right: 0, series: 2 },
      ].map(({ what, right, series }) => ({
        what: `${run}: ${what}`,
        series,
        rate: meanOf(
          samples
            .filter((sample) => sample.run === run && last(sample) === right)
            .map((sample) => ({ ...sample, value: sample.parsed.entropyBits })),
        ),
      })),
    ),
    { label: "entropy of the answers, bits", unit: "bits", reference: 0 },
  );
}

/** Accuracy of the samples that are kept when those with the most entropy are left out first. */
function coverage(samples: readonly Sample[], note: string): Chart {
  const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
  return rateLines(
    {
      name: "risk-coverage",
      title: "Accuracy of the surest answers",
      note: `${note} Samples from the least entropy to the most; the accuracy of the most frequent answer among those kept.`,
      empty: EMPTY,
    },
    runNames(samples).flatMap((run) => {
      const own = samples
        .filter((sample) => sample.run === run)
        .sort((left, right) => left.parsed.entropyBits - right.parsed.entropyBits);
      return shares.map((share) => ({
        line: run,
        x: share * 100,
        rate: rateOf(
          own.slice(0, Math.ceil(share * own.length)).map((sample) => ({ ...sample, value: mode(sample) })),
        ),
      }));
    }),
    { x: "share of samples kept, %", y: "accuracy, %" },
  );
}

function perProblem(samples: readonly Sample[], value: (sample: Sample) => number | null): (number | null)[] {
  const ids = [...new Set(samples.map((sample) => sample.problemId))];
  return ids.map((id) => meanKnown(samples.filter((sample) => sample.problemId === id).map(value)));
}
