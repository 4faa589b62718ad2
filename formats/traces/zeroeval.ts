import { isObject, listOf, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { eachText, goldText, named, notARow, outputsOf, sampleOf, shareThat, statementOf } from "./row";

/** ZeroEval: an array; the output is itself JSON, often fenced and sometimes cut. It carries no verdict. */
export const zeroeval: TraceFormat = {
  id: "zeroeval",
  recognise: (first) =>
    shareThat(
      first,
      (row) =>
        "session_id" in row &&
        "output" in row &&
        ["chat_history", "model_input", "generator"].some((key) => key in row),
    ),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The item is not an object.");
    const id = textOf(row.id);
    const problem = named("zeroeval", {
      // Some of its sets number their rows; such an id names nothing.
      toolIds: id === null || /^\d+$/.test(id) ? [] : [id],
      statement: statementOf(row),
      prompt: textOf(listOf(row.chat_history).at(-1)) ?? textOf(row.model_input),
      gold: goldText(row.answer),
    });
    return eachText(outputsOf(row.output), "output", (response, sample) =>
      sampleOf({ problem, sample, response, variant: row.generator }),
    );
  },
};
