import { z } from "zod";
import { rateLines } from "./rate-charts";
import { asRate, isCorrect, type MethodCharts, parsedSamples, rateOf, readNote } from "./run-facts";

export const segmentedArtifacts = z.object({
  segmentTokens: z.number(),
  segments: z.array(z.object({ tokens: z.number().nullable() })),
  finished: z.boolean(),
});

const EMPTY = "Segments appear with the first published run of this method.";
/** Segments of the picture. */
const MOST_SEGMENTS = 32;

/** What is finished, and right, within each number of segments; and how long answers are beside the borders. */
export const segmentedCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, segmentedArtifacts);
  const note = readNote(runs);
  const most = Math.min(
    MOST_SEGMENTS,
    Math.max(0, ...samples.map((sample) => sample.parsed.segments.length)),
  );
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  const within = (number: number) =>
    samples.map((sample) => ({
      problemId: sample.problemId,
      done: sample.parsed.finished && sample.parsed.segments.length <= number,
      right: isCorrect(sample) === 1,
    }));
  const size = samples[0]?.parsed.segmentTokens ?? 1;
  const lengths = samples.flatMap((sample) => {
    const tokens = sample.parsed.segments.map((segment) => segment.tokens);
    if (tokens.includes(null)) return [];
    return [
      { problemId: sample.problemId, tokens: tokens.reduce<number>((sum, item) => sum + (item ?? 0), 0) },
    ];
  });
  const longest = Math.max(0, ...lengths.map((item) => item.tokens));
  const places = Array.from({ length: 24 }, (_, index) => Math.round((longest * (index + 1)) / 24));
  return [
    rateLines(
      {
        name: "segments",
        title: "Finished within the segments",
        note: `${note} Shares of all samples that have ended, and that have ended with a right answer, when an answer may take so many segments.`,
        empty: EMPTY,
      },
      numbers.flatMap((number) => [
        {
          line: "finished",
          x: number,
          rate: rateOf(within(number).map((item) => ({ ...item, value: asRate(item.done) }))),
        },
        {
          line: "finished and right",
          x: number,
          rate: rateOf(within(number).map((item) => ({ ...item, value: asRate(item.done && item.right) }))),
        },
      ]),
      { x: "segments", y: "share of samples, %" },
    ),
    rateLines(
      {
        name: "segment-length",
        title: "Length beside the segment borders",
        note: `${note} Share of samples not longer than so many tokens; dashed lines are the borders of segments of ${size} tokens.`,
        empty: EMPTY,
      },
      lengths.length === 0
        ? []
        : places.map((place) => ({
            line: "not longer",
            x: place,
            rate: rateOf(lengths.map((item) => ({ ...item, value: asRate(item.tokens <= place) }))),
          })),
      {
        x: "completion tokens",
        y: "share of samples, %",
        rules: numbers.map((number) => number * size).filter((border) => border <= longest),
      },
    ),
  ];
};
