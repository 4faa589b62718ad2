import { isObject, listOf, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { goldText, named, notARow, sampleOf, shareThat, statementOf, toolIdsOf } from "./row";

/**
 * The evaluation harness of Qwen2.5-Math and its relatives (ToRA, simpleRL, SkyThought): raw outputs in `code`, extracted
 * answers in `pred`, verdicts in `score` (ToRA has none), a reward model's scores in `pred_score` where one was used, by
 * step, the last one that of the whole. `idx` is a row number and names nothing.
 */
export const qwenMath: TraceFormat = {
  id: "qwen-math-harness",
  recognise: (first) =>
    shareThat(first, (row) => Array.isArray(row.code) && Array.isArray(row.pred) && "gt" in row),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The line is not an object.");
    const outputs = listOf(row.code);
    if (outputs.length === 0 || outputs.some((output) => typeof output !== "string"))
      return notARow("The line has no outputs in code.");
    const problem = named("qwen-math-harness", {
      toolIds: toolIdsOf(row),
      statement: textOf(row.question) ?? statementOf(row),
      gold: goldText(row.gt),
    });
    const tool = "score" in row ? "qwen-math-harness" : "tora";
    return outputs.map((output, sample) => {
      const score = listOf(row.score)[sample];
      return sampleOf({
        problem,
        sample,
        response: String(output),
        score: rewardOf(listOf(row.pred_score)[sample]),
        imported: {
          tool,
          correct: typeof score === "boolean" ? score : null,
          extracted: textOf(listOf(row.pred)[sample])?.slice(0, 20_000) ?? null,
        },
      });
    });
  },
};

function rewardOf(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value;
}
