import { z } from "zod";
import { type Chart, counted, emptyChart, inPercent } from "../chart";
import { heat } from "../shapes/heat";
import { meanDots, rateDots, shareBars } from "./rate-charts";
import {
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
import { modeLengthCharts } from "./tag-modes";

export const adactrlArtifacts = z.object({
  tag: z.enum(["Easy", "Hard"]).nullable(),
  formatValid: z.boolean(),
});

type Sample = Parsed<z.infer<typeof adactrlArtifacts>>;

const EMPTY = "Tags appear with the first published run of this method.";
const TAGS = [
  { part: "Easy", series: 1 },
  { part: "Hard", series: 2 },
  { part: "no tag", series: 7 },
];
/** The authors' bound: a problem of which more than this share is solved is easy. */
const EASY_ABOVE = 0.625;

/** How often the model says easy or hard, how long and how well it answers then, and whether it is right about it. */
export const adactrlCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, adactrlArtifacts);
  const note = readNote(runs);
  return [
    shareBars(
      { name: "tags", title: "Difficulty tags", note, empty: EMPTY },
      samples.map((sample) => ({ row: sample.run, part: tagOf(sample) })),
      TAGS,
    ),
    meanDots(
      { name: "tag-length", title: "Length by tag", note, empty: EMPTY },
      grouped(samples).map(({ run, part, series, own }) => ({
        what: `${run}: ${part}`,
        rate: meanOf(own.map((sample) => ({ ...sample, value: sample.completionTokens }))),
        series,
      })),
      { label: "mean completion tokens", unit: "tokens" },
    ),
    rateDots(
      { name: "tag-accuracy", title: "Accuracy by tag", note, empty: EMPTY },
      grouped(samples).map(({ run, part, series, own }) => ({
        what: `${run}: ${part} (${counted(own.length, "sample")})`,
        rate: rateOf(own.map((sample) => ({ ...sample, value: isCorrect(sample) }))),
        series,
      })),
      "accuracy, %",
    ),
    calibration(samples, note),
    ...modeLengthCharts(runs, note),
  ];
};

function tagOf(sample: Sample): string {
  return sample.parsed.tag ?? "no tag";
}

function grouped(samples: readonly Sample[]) {
  return runNames(samples).flatMap((run) =>
    TAGS.map(({ part, series }) => ({
      run,
      part,
      series,
      own: samples.filter((sample) => sample.run === run && tagOf(sample) === part),
    })).filter(({ own }) => own.length > 0),
  );
}

/** The model's tag against the difficulty that its own samples show. */
function calibration(samples: readonly Sample[], note: string): Chart {
  const named = { name: "calibration", title: "Tag against measured difficulty" };
  const rates = new Map<string, number | null>();
  for (const sample of samples) {
    const key = `${sample.run}/${sample.problemId}`;
    if (rates.has(key)) continue;
    const own = samples.filter((other) => other.run === sample.run && other.problemId === sample.problemId);
    rates.set(key, meanKnown(own.map(isCorrect)));
  }
  const tagged = samples.flatMap((sample) => {
    const rate = rates.get(`${sample.run}/${sample.problemId}`) ?? null;
    if (rate === null || sample.parsed.tag === null) return [];
    return [{ tag: sample.parsed.tag, measured: rate > EASY_ABOVE ? "easy" : "hard" }];
  });
  if (tagged.length === 0) return emptyChart({ ...named, summary: EMPTY });
  const cells = (["easy", "hard"] as const).flatMap((measured) => {
    const own = tagged.filter((item) => item.measured === measured);
    return (["Easy", "Hard"] as const).map((tag) => {
      const count = own.filter((item) => item.tag === tag).length;
      return { measured, tag, count, share: own.length === 0 ? null : count / own.length };
    });
  });
  const fitting = tagged.filter((item) => item.tag.toLowerCase() === item.measured).length;
  return {
    ...named,
    summary: `The tag fits the measured difficulty in ${inPercent(fitting / tagged.length)} of ${counted(tagged.length, "sample")}.`,
    note: `${note} Measured easy: more than ${EASY_ABOVE * 100} % of the problem's samples in the same run are right. Shares within a row.`,
    columns: [
      { key: "measured", title: "measured" },
      { key: "tag", title: "tag" },
      { key: "count", title: "samples", unit: "number" },
      { key: "share", title: "share", unit: "percent" },
    ],
    rows: cells,
    draw: (inks) =>
      heat(
        cells.map(({ measured, tag, share, count }) => ({
          x: tag,
          y: measured,
          value: share,
          text: share === null ? "–" : `${Math.round(share * 100)} % (${count})`,
        })),
        { x: "tag", y: "measured", columns: ["Easy", "Hard"], rows: ["easy", "hard"] },
        inks,
        named.title,
      ),
  };
}
