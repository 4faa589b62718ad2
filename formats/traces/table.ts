import { countOf, firstText, isObject, type JsonObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import {
  goldText,
  messageText,
  named,
  notARow,
  promptText,
  sampleOf,
  shareThat,
  statementOf,
  toolIdsOf,
} from "./row";

const RESPONSES = [
  "response",
  "responses",
  "model_response",
  "model_output",
  "output",
  "outputs",
  "generation",
  "generations",
  "completion",
  "completions",
  "generated_responses",
  "generated_text",
  "model_outputs",
  "prediction",
  "predictions",
];
const VERDICTS = ["correct", "is_correct", "passed", "answers_correctness", "correctness"];

function responsesOf(row: JsonObject): string[] | null {
  for (const column of RESPONSES) {
    const value = row[column];
    if (typeof value === "string") return [value];
    if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string"))
      return value;
  }
  const last = listOf(row.messages ?? row.conversations).at(-1);
  if (!isObject(last) || !/^(assistant|gpt|model)$/i.test(textOf(last.role ?? last.from) ?? "")) return null;
  const { text } = messageText(last.content ?? last.value);
  return text === "" ? null : [text];
}

/** What a column of verdicts says of every response; nothing where it has another length. */
function verdictsOf(row: JsonObject, responses: number): (boolean | null)[] {
  for (const column of VERDICTS) {
    const given = Array.isArray(row[column]) ? row[column] : [row[column]];
    if (given.length === responses && given.some((one) => verdictOf(one) !== null))
      return given.map(verdictOf);
  }
  return [];
}

/**
 * Rows of a table (Parquet, JSON lines) that no other format claims: a problem by id, statement or prompt, and one or
 * several responses.
 */
export const table: TraceFormat = {
  id: "table",
  recognise: (first) =>
    0.6 *
    shareThat(
      first,
      (row) =>
        responsesOf(row) !== null &&
        (row.problem_id !== undefined ||
          statementOf(row) !== null ||
          promptText(row.prompt ?? row.messages) !== null ||
          toolIdsOf(row).length > 0),
    ),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The row is not an object.");
    const responses = responsesOf(row);
    if (responses === null) return notARow(`The row has none of the columns ${RESPONSES.join(", ")}.`);
    const own = textOf(row.problem_id);
    const reward = isObject(row.reward_model) ? row.reward_model.ground_truth : undefined;
    const extra = isObject(row.extra_info) ? row.extra_info : {};
    const problem = named("table", {
      toolIds: [...(own === null ? [] : [own]), ...toolIdsOf(row)],
      statement: statementOf(row) ?? textOf(extra.question),
      prompt: promptText(row.prompt ?? row.messages),
      gold: goldText(row.gold ?? row.answer ?? reward ?? row.ground_truth ?? row.gold_answer),
    });
    const verdicts = verdictsOf(row, responses.length);
    const given = countOf(row.sample ?? row.sample_index);
    return responses.map((response, index) => {
      const correct = verdicts[index] ?? null;
      return sampleOf({
        problem,
        sample: responses.length === 1 ? given : index,
        response,
        reasoning: firstText(row, ["reasoning", "reasoning_content"]),
        promptTokens: responses.length === 1 ? row.prompt_tokens : null,
        completionTokens: responses.length === 1 ? row.completion_tokens : null,
        finishReason: textOf(row.finish_reason),
        imported: correct === null ? null : { tool: "table", correct, extracted: null },
      });
    });
  },
};
