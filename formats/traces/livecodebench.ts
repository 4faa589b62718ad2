import { isObject, listOf, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { named, notARow, sampleOf, shareWith } from "./row";

/** LiveCodeBench `*_eval_all.json`: raw outputs, extracted programs and verdicts of every problem. */
export const livecodebench: TraceFormat = {
  id: "livecodebench",
  recognise: (first) => shareWith(first, ["question_id", "output_list"]),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The item is not an object.");
    const outputs = listOf(row.output_list);
    const id = textOf(row.question_id);
    if (id === null || outputs.length === 0) return notARow("The item has no question_id and output_list.");
    const problem = named("livecodebench", { toolIds: [id], statement: textOf(row.question_content) });
    return outputs.map((output, sample) => {
      const graded = listOf(row.graded_list)[sample];
      return sampleOf({
        problem,
        sample,
        response: textOf(output) ?? "",
        imported: {
          tool: "livecodebench",
          correct: typeof graded === "boolean" ? graded : null,
          extracted: textOf(listOf(row.code_list)[sample])?.slice(0, 20_000) ?? null,
        },
      });
    });
  },
};
