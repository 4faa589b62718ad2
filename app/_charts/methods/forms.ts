import { z } from "zod";
import type { Chart } from "../chart";
import { shareBars } from "./rate-charts";
import { type MethodCharts, parsedSamples, readNote } from "./run-facts";

export const priorPromptArtifacts = z.object({ strategy: z.string(), formatValid: z.boolean() });

const EMPTY = "Replies appear with the first published run of this method.";
const FORMS = [
  { part: "kept the form, right", series: 1 },
  { part: "kept the form, wrong", series: 2 },
  { part: "broke the form, right", series: 0 },
  { part: "broke the form, wrong", series: 7 },
];

type Formed = { run: string; outcome: string | null; problemId: string; parsed: { formatValid: boolean } };

/** Whether replies keep to the tags that were asked for, and whether that goes with right answers. */
export const priorPromptCharts: MethodCharts = (runs) =>
  formCharts(parsedSamples(runs, priorPromptArtifacts), readNote(runs));

/** How replies keep to a form and how they are judged. */
export function formCharts(samples: readonly Formed[], note: string): Chart[] {
  return [
    shareBars(
      { name: "form", title: "Form and answer", note, empty: EMPTY },
      samples.map((sample) => ({
        row: sample.run,
        part: `${sample.parsed.formatValid ? "kept" : "broke"} the form, ${sample.outcome === "correct" ? "right" : "wrong"}`,
      })),
      FORMS,
    ),
  ];
}
