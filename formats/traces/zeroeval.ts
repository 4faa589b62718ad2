import { isObject, listOf, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { goldText, named, notARow, sampleOf, shareWith, statementOf } from "./row";

/** ZeroEval: an array; the output is itself JSON, often fenced and sometimes cut. It carries no verdict. */
export const zeroeval: TraceFormat = {
  id: "zeroeval",
  recognise: (first) => shareWith(first, ["session_id", "output", "chat_history"]),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The item is not an object.");
    const outputs = Array.isArray(row.output) ? row.output : [row.output];
    if (outputs.length === 0 || outputs.some((output) => typeof output !== "string"))
      return notARow("The item has no output.");
    const id = textOf(row.id);
    const problem = named("zeroeval", {
      // Some of its sets number their rows; such an id names nothing.
      toolIds: id === null || /^\d+$/.test(id) ? [] : [id],
      statement: statementOf(row),
      prompt: textOf(listOf(row.chat_history).at(-1)),
      gold: goldText(row.answer),
    });
    return outputs.map((output, sample) =>
      sampleOf({ problem, sample, response: String(output), variant: row.generator }),
    );
  },
};
