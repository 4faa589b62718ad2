import { isObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import {
  eachText,
  goldText,
  named,
  notARow,
  outputsOf,
  sampleOf,
  shareThat,
  statementOf,
  toolIdsOf,
} from "./row";

/**
 * The evaluation harness of Qwen2.5-Math and its relatives (ToRA, simpleRL, SkyThought): raw outputs in `code`, extracted
 * answers in `pred`, verdicts in `score` (ToRA has none), a reward model's scores in `pred_score` where one was used, by
 * step, the last one that of the whole. `idx` is a row number and names nothing.
 */
export const qwenMath: TraceFormat = {
  id: "qwen-math-harness",
  recognise: (first) => shareThat(first, (row) => "code" in row && ("gt" in row || "gt_cot" in row)),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The line is not an object.");
    const [predictions, scores] = [outputsOf(row.pred), outputsOf(row.score)];
    const problem = named("qwen-math-harness", {
      toolIds: toolIdsOf(row),
      statement: textOf(row.question) ?? statementOf(row),
      gold: goldText(row.gt ?? row.answer),
    });
    const tool = "score" in row ? "qwen-math-harness" : "tora";
    return eachText(outputsOf(row.code), "code", (response, sample) =>
      sampleOf({
        problem,
        sample,
        response,
        score: rewardOf(listOf(row.pred_score)[sample]),
        imported: {
          tool,
          correct: verdictOf(scores[sample]),
          extracted: textOf(predictions[sample])?.slice(0, 20_000) ?? null,
        },
      }),
    );
  },
};

function rewardOf(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value;
}
