import { isObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { eachText, named, notARow, outputsOf, sampleOf, shareThat } from "./row";

/** LiveCodeBench `*_eval_all.json`: raw outputs, extracted programs and verdicts of every problem. */
export const livecodebench: TraceFormat = {
  id: "livecodebench",
  recognise: (first) =>
    shareThat(first, (row) => "question_id" in row && ("output_list" in row || Array.isArray(row.code_list))),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The item is not an object.");
    const id = textOf(row.question_id);
    if (id === null) return notARow("The item has no question_id.");
    // Files for its custom evaluator hold the programs only.
    const isBare = row.output_list === undefined;
    const outputs = outputsOf(isBare ? row.code_list : row.output_list);
    const problem = named("livecodebench", { toolIds: [id], statement: textOf(row.question_content) });
    return eachText(outputs, isBare ? "code_list" : "output_list", (response, sample) => {
      const correct = verdictOf(listOf(row.graded_list)[sample]);
      const extracted = isBare ? null : (textOf(listOf(row.code_list)[sample])?.slice(0, 20_000) ?? null);
      return sampleOf({
        problem,
        sample,
        response,
        imported:
          correct === null && extracted === null ? null : { tool: "livecodebench", correct, extracted },
      });
    });
  },
};
