import { z } from "zod";
import { type Chart, counted, emptyChart, intervalColumns } from "../chart";
import { equalParts } from "../equal-parts";
import { heat } from "../shapes/heat";
import { lines } from "../shapes/lines";
import { rateDots, rateLines } from "./rate-charts";
import {
  isCorrect,
  type MethodCharts,
  meanKnown,
  type Parsed,
  parsedSamples,
  type RunFacts,
  rateOf,
  readNote,
} from "./run-facts";

export const reflectionArtifacts = z.object({
  thinkingTokens: z.number(),
  wordsPer1000: z.number(),
  places: z.array(z.object({ position: z.number(), added: z.number() })),
});

type Sample = Parsed<z.infer<typeof reflectionArtifacts>>;

const EMPTY = "Reflection words appear with the first published run of this method.";
const BINS = 24;

/** Where the words come, beside what was added to their logits there, and whether more of them go with right answers. */
export const reflectionCharts: MethodCharts = (runs) => {
  const samples = parsedSamples(runs, reflectionArtifacts);
  const note = readNote(runs);
  return [places(samples, note), byCount(samples, note), sweep(runs), waveGrid(runs)].filter(
    (chart) => chart !== null,
  );
};

function places(samples: readonly Sample[], note: string): Chart {
  const named = { name: "word-places", title: "Reflection words over position" };
  const longest = Math.max(0, ...samples.map((sample) => sample.parsed.thinkingTokens));
  if (longest === 0) return emptyChart({ ...named, summary: EMPTY });
  const width = Math.max(1, Math.ceil(longest / BINS));
  const rows = Array.from({ length: Math.ceil(longest / width) }, (_, bin) => {
    const [from, to] = [bin * width, (bin + 1) * width];
    const inside = samples.flatMap((sample) =>
      sample.parsed.places.filter((place) => place.position >= from && place.position < to),
    );
    const tokens = samples.reduce(
      (sum, sample) => sum + Math.max(0, Math.min(to, sample.parsed.thinkingTokens) - from),
      0,
    );
    return {
      from,
      to,
      words: inside.length,
      tokens,
      per1000: tokens === 0 ? 0 : (1000 * inside.length) / tokens,
      added: meanKnown(inside.map((place) => place.added)),
    };
  }).filter((row) => row.tokens > 0);
  const most = Math.max(...rows.map((row) => row.per1000), 1e-9);
  const strongest = Math.max(...rows.map((row) => Math.abs(row.added ?? 0)), 1e-9);
  const middle = (row: (typeof rows)[number]) => (row.from + row.to) / 2;
  const mean = meanKnown(samples.map((sample) => sample.parsed.wordsPer1000)) ?? 0;
  return {
    ...named,
    summary: `${mean.toFixed(1)} reflection words per 1,000 thinking tokens over ${counted(samples.length, "sample")}; the most (${most.toFixed(1)}) between token ${rows.find((row) => row.per1000 === most)?.from ?? 0} and ${rows.find((row) => row.per1000 === most)?.to ?? 0}.`,
    note: `${note} What was added is the mean shift of the logits where the words came, on a scale of its own (strongest ${strongest.toFixed(1)}).`,
    columns: [
      { key: "from", title: "from token", unit: "number" },
      { key: "to", title: "to", unit: "number" },
      { key: "words", title: "words", unit: "number" },
      { key: "tokens", title: "thinking tokens", unit: "number" },
      { key: "per1000", title: "words per 1,000", unit: "number" },
      { key: "added", title: "mean shift, logits", unit: "number" },
    ],
    rows,
    draw: (inks) =>
      lines(
        [
          ...rows.map((row) => ({
            line: "words per 1,000",
            x: middle(row),
            y: row.per1000,
            low: null,
            high: null,
          })),
          ...rows.flatMap((row) =>
            row.added === null
              ? []
              : [
                  {
                    line: "shift (own scale)",
                    x: middle(row),
                    y: (row.added / strongest) * most,
                    low: null,
                    high: null,
                  },
                ],
          ),
        ],
        [
          { name: "words per 1,000", series: 5 },
          { name: "shift (own scale)", series: 2 },
        ],
        { x: "position, thinking tokens", y: "words per 1,000 tokens" },
        inks,
        named.title,
      ),
  };
}

const COUNTS = ["fewest", "middle", "most"];

/** Thirds of the samples by how many words they have. */
function byCount(samples: readonly Sample[], note: string): Chart {
  const sorted = [...samples].sort((left, right) => left.parsed.wordsPer1000 - right.parsed.wordsPer1000);
  return rateDots(
    { name: "word-counts", title: "Accuracy by number of reflection words", note, empty: EMPTY },
    equalParts(sorted, COUNTS.length).map((own, index) => {
      const words = own.map((sample) => sample.parsed.wordsPer1000);
      const range =
        own.length === 0
          ? ""
          : ` (${Math.min(...words).toFixed(1)} to ${Math.max(...words).toFixed(1)} per 1,000)`;
      return {
        what: `${COUNTS[index]}${range}`,
        rate: rateOf(own.map((sample) => ({ ...sample, value: isCorrect(sample) }))),
        series: 5,
      };
    }),
    "accuracy, %",
  );
}

function accuracyOf(run: RunFacts) {
  return rateOf(run.items.map((item) => ({ ...item, value: isCorrect(item) })));
}

/** Accuracy over the constant shift, where several were tried. */
function sweep(runs: readonly RunFacts[]): Chart | null {
  const constant = runs.filter((run) => run.params.mode === "constant");
  if (constant.length === 0) return null;
  return rateLines(
    {
      name: "shift-sweep",
      title: "Accuracy over the constant shift",
      note: readNote(constant),
      empty: EMPTY,
    },
    constant.map((run) => ({ line: "accuracy", x: Number(run.params.delta ?? -3), rate: accuracyOf(run) })),
    { x: "added to the logits", y: "accuracy, %" },
  );
}

/** Accuracy over height and length of the wave, where several were tried. */
function waveGrid(runs: readonly RunFacts[]): Chart | null {
  const waves = runs.flatMap((run) => {
    const { amplitude, periodTokens } = run.params;
    const rate = accuracyOf(run);
    if (rate === null || typeof periodTokens !== "number") return [];
    return [{ amplitude: String(amplitude ?? 5), period: String(periodTokens), ...rate }];
  });
  if (waves.length < 2) return null;
  const order = (values: string[]) =>
    [...new Set(values)].sort((left, right) => Number(left) - Number(right));
  const axes = {
    x: "period, tokens",
    y: "amplitude, logits",
    columns: order(waves.map((wave) => wave.period)),
    rows: order(waves.map((wave) => wave.amplitude)),
  };
  return {
    name: "wave-grid",
    title: "Accuracy over the wave",
    summary: `${counted(waves.length, "run")} with waves of their own; the newest counts where two have the same.`,
    note: readNote(runs),
    columns: [
      { key: "amplitude", title: "amplitude", unit: "number" },
      { key: "period", title: "period", unit: "number" },
      { key: "value", title: "accuracy", unit: "percent" },
      ...intervalColumns("percent"),
      { key: "samples", title: "samples", unit: "number" },
    ],
    rows: waves,
    draw: (inks) =>
      heat(
        axes.rows.flatMap((y) =>
          axes.columns.map((x) => ({
            x,
            y,
            value: waves.find((wave) => wave.period === x && wave.amplitude === y)?.value ?? null,
          })),
        ),
        axes,
        inks,
        "Accuracy over amplitude and period of the wave",
      ),
  };
}
