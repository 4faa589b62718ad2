import { z } from "zod";
import { judgedAnswerSchema } from "@/contracts/chart";
import { type Chart, counted, emptyChart, inPercent, intervalColumns } from "../chart";
import { lines } from "../shapes/lines";
import { rateDots, shareBars } from "./rate-charts";
import {
  asRate,
  isCorrect,
  type MethodCharts,
  meanKnown,
  type Parsed,
  parsedSamples,
  rateOf,
  readNote,
  runNames,
} from "./run-facts";
import { siftBudget } from "./sift-budget";

const answer = judgedAnswerSchema.nullable();

export const siftArtifacts = z.object({
  exit: z.union([z.number(), z.string()]),
  plain: answer,
  stages: z.array(
    z.object({
      stage: z.number(),
      answerFromNote: answer,
      answerFromBoth: answer,
      agree: z.boolean(),
      answer,
      completionTokens: z.number().nullable(),
    }),
  ),
});

type Sample = Parsed<z.infer<typeof siftArtifacts>>;

const EMPTY = "Stages appear with the first published run of this method.";
const STAGES = [0, 1, 2, 3];
const EXITS = [
  { part: "stage 1", series: 1 },
  { part: "stage 2", series: 0 },
  { part: "stage 3", series: 3 },
  { part: "fallback", series: 7 },
];

/** Accuracy and tokens after each stage, where samples leave, and how often both answers are right. */
export const siftCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, siftArtifacts);
  const note = readNote(runs);
  return [
    stages(samples, note),
    exits(samples, note),
    exitAccuracy(samples, note),
    agreement(samples, note),
    siftBudget(runs),
  ];
};

/** The record that stood when the procedure had been stopped after a stage; null before the first. */
function recordAt(sample: Sample, stage: number) {
  return sample.parsed.stages.filter((record) => record.stage <= stage).at(-1) ?? null;
}

function stages(samples: readonly Sample[], note: string): Chart {
  const name = "stages";
  const title = "Accuracy and tokens after each stage";
  const rows = runNames(samples).flatMap((run) =>
    STAGES.flatMap((stage) => {
      const own = samples.filter((sample) => sample.run === run);
      const rate = rateOf(
        own.map((sample) => ({
          problemId: sample.problemId,
          value: asRate(
            (stage === 0 ? sample.parsed.plain : recordAt(sample, stage)?.answer)?.correct ?? false,
          ),
        })),
      );
      const tokens = meanKnown(
        own.map((sample) =>
          stage === 0 ? (sample.callTokens[0] ?? null) : (recordAt(sample, stage)?.completionTokens ?? null),
        ),
      );
      if (rate === null || tokens === null) return [];
      return [{ run, stage: stage === 0 ? "plain" : `stage ${stage}`, tokens: Math.round(tokens), ...rate }];
    }),
  );
  if (rows.length === 0) return emptyChart({ name, title, summary: EMPTY });
  return {
    name,
    title,
    summary: `${rows
      .slice(0, 4)
      .map((row) => `${row.stage} ${inPercent(row.value)} at ${row.tokens} tokens`)
      .join(", ")}.`,
    note: `${note} What would be returned if the procedure stopped there, with the completion tokens spent so far.`,
    columns: [
      { key: "run", title: "run" },
      { key: "stage", title: "stopped after" },
      { key: "tokens", title: "completion tokens", unit: "number" },
      { key: "value", title: "accuracy", unit: "percent" },
      ...intervalColumns("percent"),
      { key: "samples", title: "samples", unit: "number" },
    ],
    rows,
    draw: (inks) =>
      lines(
        rows.map((row) => ({ line: row.run, x: row.tokens, y: row.value, low: row.low, high: row.high })),
        runNames(samples).map((run, index) => ({ name: run, series: index === 0 ? 2 : index })),
        { x: "completion tokens a sample (log)", log: 10, y: "accuracy, %", percent: true },
        inks,
        title,
      ),
  };
}

function exitOf(sample: Sample): string {
  return sample.parsed.exit === "fallback" ? "fallback" : `stage ${sample.parsed.exit}`;
}

function exits(samples: readonly Sample[], note: string): Chart {
  return shareBars(
    { name: "exits", title: "Where samples leave", note, empty: EMPTY },
    samples.map((sample) => ({ row: sample.run, part: exitOf(sample) })),
    EXITS,
  );
}

function exitAccuracy(samples: readonly Sample[], note: string): Chart {
  return rateDots(
    {
      name: "exit-accuracy",
      title: "Accuracy by exit",
      note: `${note} Samples that leave later are those of harder problems.`,
      empty: EMPTY,
    },
    EXITS.map(({ part, series }) => {
      const own = samples.filter((sample) => exitOf(sample) === part);
      const rate = rateOf(own.map((sample) => ({ ...sample, value: isCorrect(sample) })));
      return { what: `${part} (${counted(own.length, "sample")})`, rate, series };
    }),
    "accuracy, %",
  );
}

function agreement(samples: readonly Sample[], note: string): Chart {
  return rateDots(
    {
      name: "both-right",
      title: "Both answers right",
      note: `${note} Share of samples whose answers from the note alone and from problem and note are both right, with the last note made up to that stage.`,
      empty: EMPTY,
    },
    STAGES.slice(1).map((stage) => ({
      what: `stage ${stage}`,
      series: stage,
      rate: rateOf(
        samples.map((sample) => {
          const record = recordAt(sample, stage);
          const right = record?.answerFromNote?.correct === true && record.answerFromBoth?.correct === true;
          return { problemId: sample.problemId, value: asRate(right) };
        }),
      ),
    })),
    "share of samples, %",
  );
}
