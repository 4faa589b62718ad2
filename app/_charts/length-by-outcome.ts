import * as Plot from "@observablehq/plot";
import type { OutcomeLengths } from "@/contracts/chart";
import { OUTCOMES, type Outcome } from "@/contracts/outcome";
import { type Chart, counted, emptyChart } from "./chart";
import { type ChartInks, chartStyle, plotSvg } from "./plot-svg";

const TITLE = "Length by outcome";
const NAME = "length";
const ROW = 64;

const FILE_OUTCOMES: Record<Outcome, string> = {
  correct: "#00785c",
  incorrect: "#c8480a",
  unparsed: "#8a5a00",
  truncated: "#7d42a3",
  refused: "#6b707b",
  undecided: "#1f6fa6",
  infra_error: "#8d9099",
};

/** Ink of an outcome: the page's variable, or the fixed value of a file. */
export function outcomeInk(outcome: Outcome, inks: ChartInks): string {
  const isPage = inks.ink.startsWith("var(");
  return isPage ? `var(--${outcome === "infra_error" ? "infra" : outcome})` : FILE_OUTCOMES[outcome];
}

/** How long answers were that ended in each outcome, on a log axis. */
export function lengthByOutcome({ items, unknown }: OutcomeLengths): Chart {
  if (items.length === 0) {
    return emptyChart({
      name: NAME,
      title: TITLE,
      summary:
        unknown > 0
          ? "Nobody counted the tokens of these samples."
          : "Lengths appear when samples are verified.",
    });
  }
  const rows = items.map((item) => ({
    outcome: item.outcome.replace("_", " "),
    samples: item.samples,
    mean: Math.round(item.mean),
    p5: Math.round(item.quantiles[0]),
    p25: Math.round(item.quantiles[1]),
    median: Math.round(item.quantiles[2]),
    p75: Math.round(item.quantiles[3]),
    p95: Math.round(item.quantiles[4]),
  }));
  return {
    name: NAME,
    title: TITLE,
    summary: `Median completion tokens: ${rows.map((row) => `${row.outcome} ${row.median} (${counted(row.samples, "sample")})`).join(", ")}.`,
    note: `Each row has its own height; the dot is the median, the line reaches from the 5th to the 95th percentile.${unknown > 0 ? ` ${unknown} samples without a token count are left out.` : ""}`,
    columns: [
      { key: "outcome", title: "outcome" },
      { key: "samples", title: "samples", unit: "number" },
      { key: "mean", title: "mean tokens", unit: "number" },
      { key: "p5", title: "5 %", unit: "number" },
      { key: "p25", title: "25 %", unit: "number" },
      { key: "median", title: "median", unit: "number" },
      { key: "p75", title: "75 %", unit: "number" },
      { key: "p95", title: "95 %", unit: "number" },
    ],
    rows,
    draw: (inks) => draw(items, inks),
  };
}

function draw(items: OutcomeLengths["items"], inks: ChartInks): string {
  const bins = items.flatMap(({ outcome, bins }) => {
    const most = Math.max(...bins.map((bin) => bin.samples));
    return bins.map((bin) => ({ ...bin, outcome, height: bin.samples / most }));
  });
  const lines = items.map(({ outcome, quantiles }) => ({
    outcome,
    low: Math.max(1, quantiles[0]),
    median: Math.max(1, quantiles[2]),
    high: Math.max(1, quantiles[4]),
  }));
  const ink = (item: { outcome: Outcome }) => outcomeInk(item.outcome, inks);
  return plotSvg(
    {
      width: 680,
      height: items.length * ROW + 60,
      marginLeft: 92,
      marginRight: 20,
      marginTop: 8,
      marginBottom: 44,
      style: chartStyle(inks),
      x: {
        type: "log",
        base: 2,
        label: "completion tokens",
        labelAnchor: "center",
        labelArrow: "none",
        grid: true,
        tickFormat: (value: number) => (value >= 10_000 ? `${Math.round(value / 1000)}k` : String(value)),
      },
      y: { domain: [-0.35, 1], axis: null },
      fy: {
        domain: OUTCOMES.filter((outcome) => items.some((item) => item.outcome === outcome)),
        label: null,
        axis: "left",
        padding: 0.12,
        tickFormat: (outcome: string) => outcome.replace("_", " "),
      },
      color: { type: "identity" },
      marks: [
        Plot.rect(bins, {
          fy: "outcome",
          x1: "from",
          x2: "to",
          y1: 0,
          y2: "height",
          fill: ink,
          fillOpacity: 0.45,
          insetLeft: 0.5,
          insetRight: 0.5,
          title: (bin: (typeof bins)[number]) =>
            `${bin.outcome.replace("_", " ")}, ${Math.round(bin.from)} to ${Math.round(bin.to)} tokens: ${counted(bin.samples, "sample")}`,
        }),
        Plot.link(lines, {
          fy: "outcome",
          x1: "low",
          x2: "high",
          y1: -0.18,
          y2: -0.18,
          stroke: ink,
          strokeWidth: 2,
        }),
        Plot.dot(lines, { fy: "outcome", x: "median", y: -0.18, fill: ink, r: 4 }),
      ],
    },
    `Completion tokens by outcome: ${items.map((item) => item.outcome.replace("_", " ")).join(", ")}`,
  );
}
