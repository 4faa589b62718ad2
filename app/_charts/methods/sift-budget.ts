import { type Chart, ends } from "../chart";
import { rateLines } from "./rate-charts";
import { isCorrect, meanKnown, type RunFacts, rateOf, readNote } from "./run-facts";

const SERIES = { voting: 0, own: 2 };
const NAMES = ["voting, all tokens", "voting, output tokens", "SIFT, all tokens", "SIFT, output tokens"];

/**
 * SIFT beside voting on the direct run's samples: against all tokens, and against output tokens alone, since the notes'
 * examples make prompts long. Of the newest run that can be compared.
 */
export function siftBudget(runs: readonly RunFacts[]): Chart {
  const run = runs.find(({ baseline }) => baseline?.voting);
  const named = {
    name: "equal-tokens",
    title: "SIFT and voting at equal tokens",
    note: `${run ? `${readNote([run])} ` : ""}Voting is replayed on the samples of the direct run: the expected score over all choices of k. All tokens are prompts and replies of every call; output tokens are the replies alone. Bars are 95 % intervals over new problems.`,
    empty:
      "Needs a run with a direct run of several samples a problem on the same model and benchmark version.",
  };
  const axes = { x: "tokens a problem (log)", log: 10, y: "score, %" } as const;
  if (run?.baseline?.voting === undefined || run.baseline.voting === null) return rateLines(named, [], axes);
  const { items, voting } = run.baseline;
  const output = meanKnown(items.map(({ completionTokens }) => completionTokens));
  const rate = rateOf(run.items.map((item) => ({ ...item, value: isCorrect(item) })));
  const own = {
    all: meanKnown(run.items.map(allTokens)),
    output: meanKnown(run.items.map(({ completionTokens }) => completionTokens)),
  };
  const voted = voting.points.flatMap(({ k, tokens, score, interval }) => {
    const value = {
      value: score,
      ...ends(interval),
      samples: items.length,
    };
    return [
      { line: "voting, all tokens", x: Math.round(tokens), rate: value },
      ...(output === null ? [] : [{ line: "voting, output tokens", x: Math.round(k * output), rate: value }]),
    ];
  });
  const points = [
    ...voted,
    ...(own.all === null ? [] : [{ line: "SIFT, all tokens", x: Math.round(own.all), rate }]),
    ...(own.output === null ? [] : [{ line: "SIFT, output tokens", x: Math.round(own.output), rate }]),
  ];
  return rateLines(named, points, axes, {
    order: NAMES,
    series: NAMES.map((name) => (name.startsWith("SIFT") ? SERIES.own : SERIES.voting)),
  });
}

function allTokens(item: RunFacts["items"][number]): number | null {
  const { promptTokens, completionTokens } = item;
  return promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens;
}
