import * as Plot from "@observablehq/plot";
import type { JudgedAnswer } from "@/contracts/chart";
import { type Chart, counted, emptyChart } from "../chart";
import { type ChartInks, chartStyle, plotSvg, seriesInk } from "../plot-svg";

const NAME = "evolution";
const TITLE = "Answer evolution";
/** Traces of the picture, and cuts of one of them. */
const MOST_TRACES = 60;
const MOST_CUTS = 120;

type Trace = {
  problemId: string;
  sample: number;
  parsed: { subthoughts: { answer: JudgedAnswer | null }[]; modeAnswer: JudgedAnswer | null };
};

type Cut = {
  place: string;
  index: number;
  what: "correct" | "most frequent, wrong" | "other, wrong" | "no answer";
};

const LOOKS: { what: Cut["what"]; series: number }[] = [
  { what: "correct", series: 1 },
  { what: "most frequent, wrong", series: 2 },
  { what: "other, wrong", series: 4 },
  { what: "no answer", series: 7 },
];

/** One line a trace, one mark a cut: which answer the model reaches when it goes on from there. */
export function subthoughtEvolution(traces: readonly Trace[], note: string): Chart {
  if (traces.length === 0) {
    return emptyChart({ name: NAME, title: TITLE, summary: "Traces appear with the first published run." });
  }
  const shown = traces.slice(0, MOST_TRACES);
  const cuts = shown.flatMap((trace) =>
    trace.parsed.subthoughts.slice(0, MOST_CUTS).map(
      ({ answer }, index): Cut => ({
        place: `${trace.problemId} #${trace.sample}`,
        index: index + 1,
        what: whatOf(answer, trace.parsed.modeAnswer),
      }),
    ),
  );
  const changing = shown.filter(
    (trace) => new Set(trace.parsed.subthoughts.map(({ answer }) => answer?.group)).size > 1,
  );
  return {
    name: NAME,
    title: TITLE,
    summary: `In ${changing.length} of ${counted(shown.length, "trace")} the answer changes along the way.`,
    note: `${note} The first ${shown.length} traces; answers by class, not by text.`,
    columns: [
      { key: "place", title: "problem and sample" },
      { key: "index", title: "cut", unit: "number" },
      { key: "what", title: "answer" },
    ],
    rows: cuts,
    draw: (inks) => draw(cuts, inks),
  };
}

function whatOf(answer: JudgedAnswer | null, mode: JudgedAnswer | null): Cut["what"] {
  if (answer === null || answer.group < 0) return "no answer";
  if (answer.correct === true) return "correct";
  return answer.group === mode?.group ? "most frequent, wrong" : "other, wrong";
}

function draw(cuts: readonly Cut[], inks: ChartInks): string {
  const places = [...new Set(cuts.map((cut) => cut.place))];
  return plotSvg(
    {
      width: 680,
      height: places.length * 11 + 76,
      marginLeft: 20,
      marginRight: 20,
      marginTop: 34,
      marginBottom: 40,
      style: chartStyle(inks),
      x: {
        label: "cut",
        labelAnchor: "center",
        labelArrow: "none",
        tickFormat: "d",
        ticks: Math.min(10, Math.max(...cuts.map((cut) => cut.index))),
        domain: [0, Math.max(...cuts.map((cut) => cut.index)) + 1],
      },
      y: { domain: places, axis: null },
      color: { type: "identity" },
      marks: [
        Plot.dot(cuts, {
          x: "index",
          y: "place",
          r: 3.5,
          symbol: (cut: Cut) =>
            cut.what === "correct" ? "circle" : cut.what === "no answer" ? "times" : "square",
          fill: (cut: Cut) =>
            cut.what === "no answer"
              ? "none"
              : seriesInk(inks, LOOKS.find((look) => look.what === cut.what)?.series ?? 0),
          stroke: (cut: Cut) => seriesInk(inks, LOOKS.find((look) => look.what === cut.what)?.series ?? 0),
          title: (cut: Cut) => `${cut.place}, cut ${cut.index}: ${cut.what}`,
        }),
        ...LOOKS.map((look, index) =>
          Plot.text([`● ${look.what}`], {
            frameAnchor: "top-left",
            dx: index * 150,
            dy: -24,
            fill: seriesInk(inks, look.series),
          }),
        ),
      ],
      symbol: { type: "identity" },
    },
    TITLE,
  );
}
