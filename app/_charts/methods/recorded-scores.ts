import { equalParts } from "../equal-parts";
import { rateLines, shareBars } from "./rate-charts";
import { isCorrect, type MethodCharts, rateOf, readNote } from "./run-facts";

const EMPTY = "Recorded scores appear with the first published run of this method.";
const TENTHS = 10;

/** Whether the recorded scores know right from wrong: what voting and choosing by them can gain. */
export const recordedScoreCharts: MethodCharts = (runs) => {
  const scored = runs.flatMap((run) =>
    run.items.flatMap((item) =>
      item.score === null ? [] : [{ ...item, run: run.label, score: item.score }],
    ),
  );
  const note = `${readNote(runs)} Scores in tenths of the samples, from the lowest to the highest.`;
  const sorted = [...scored].sort((left, right) => left.score - right.score);
  return [
    rateLines(
      { name: "score-reliability", title: "Right answers by recorded score", note, empty: EMPTY },
      equalParts(sorted, TENTHS).map((own, index) => ({
        line: "right answers",
        x: (index + 1) * TENTHS,
        rate: rateOf(own.map((item) => ({ ...item, value: isCorrect(item) }))),
      })),
      { x: "recorded score, percentile", y: "right answers, %" },
    ),
    shareBars(
      {
        name: "chosen",
        title: "What the highest score picks",
        note: `${readNote(runs)} Of each problem, the sample with the highest recorded score.`,
        empty: EMPTY,
      },
      [...new Set(scored.map((item) => `${item.run}\n${item.problemId}`))].flatMap((key) => {
        const own = scored.filter((item) => `${item.run}\n${item.problemId}` === key);
        const [best] = [...own].sort((left, right) => right.score - left.score);
        if (best === undefined) return [];
        const some = own.some((item) => isCorrect(item) === 1);
        const part =
          isCorrect(best) === 1 ? "right" : some ? "wrong, a right one was there" : "no right sample";
        return [{ row: best.run, part }];
      }),
      [
        { part: "right", series: 1 },
        { part: "wrong, a right one was there", series: 2 },
        { part: "no right sample", series: 7 },
      ],
    ),
  ];
};
