import { countOf, hasKeys, isObject, type JsonObject, listOf, textOf } from "../json/shapes";
import type { ForeignProblem, Reading, TraceFormat } from "../trace-format";
import { messageText, named, notARow, sampleOf, shareThat } from "./row";

/** A line of the file that was sent, not of the one that came back. */
const isRequest = (row: JsonObject): boolean => "body" in row && "url" in row && !("response" in row);

/**
 * Output of the OpenAI batch API (and of servers that copy it), chat or responses. Lines come in any order: problem and
 * sample are what `custom_id` says, `<problem id>` or `<problem id>` with a separator and the sample number.
 */
export const openaiBatch: TraceFormat = {
  id: "openai-batch",
  recognise: (first) =>
    shareThat(
      first,
      (row) => hasKeys(row, ["custom_id"]) && ("response" in row || "error" in row || isRequest(row)),
    ),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The line is not an object.");
    const id = textOf(row.custom_id);
    if (id === null || id === "") return notARow("The line has no custom_id.");
    if (isRequest(row)) return notARow(`The line is the request ${id}; upload the batch's output file.`);
    const response = isObject(row.response) ? row.response : null;
    const body = response !== null && isObject(response.body) ? response.body : null;
    const status = countOf(response?.status_code) ?? 200;
    if (body === null || status >= 400)
      return notARow(`The request ${id} failed: ${failureOf(row.error, body)}`);
    const problem = named("openai-batch", { toolIds: [id], idHoldsSample: true });
    if (Array.isArray(body.output)) return [responsesSample(body, problem)];
    const choices = listOf(body.choices).filter(isObject);
    if (choices.length === 0) return notARow(`The answer to ${id} has no choices.`);
    const usage = isObject(body.usage) ? body.usage : {};
    return choices.map((choice) => {
      const message = isObject(choice.message) ? choice.message : {};
      const { text, reasoning } = messageText(message.content ?? message.refusal ?? choice.text ?? "");
      return sampleOf({
        problem,
        sample: choices.length > 1 && typeof choice.index === "number" ? choice.index : null,
        response: text,
        reasoning: reasoning ?? textOf(message.reasoning_content) ?? textOf(message.reasoning),
        // One usage for all choices of a request cannot be told apart.
        promptTokens: choices.length === 1 ? usage.prompt_tokens : null,
        completionTokens: choices.length === 1 ? usage.completion_tokens : null,
        finishReason: textOf(choice.finish_reason),
        variant: body.model,
      });
    });
  },
};

function responsesSample(body: JsonObject, problem: ForeignProblem): Reading {
  const items = listOf(body.output).filter(isObject);
  const texts = (type: string) =>
    items
      .filter((item) => item.type === type)
      .map((item) => messageText(listOf(item.content).length > 0 ? item.content : item.summary))
      .map(({ text, reasoning }) => (text === "" ? (reasoning ?? "") : text))
      .filter((text) => text !== "")
      .join("\n");
  const usage = isObject(body.usage) ? body.usage : {};
  const incomplete = isObject(body.incomplete_details) ? textOf(body.incomplete_details.reason) : null;
  return sampleOf({
    problem,
    sample: null,
    response: texts("message"),
    reasoning: texts("reasoning"),
    promptTokens: usage.input_tokens,
    completionTokens: usage.output_tokens,
    variant: body.model,
    finishReason: incomplete ?? (body.status === "completed" ? "stop" : null),
  });
}

function failureOf(error: unknown, body: unknown): string {
  const inner = isObject(body) && isObject(body.error) ? body.error : error;
  if (!isObject(inner)) return "no answer came.";
  return [textOf(inner.code), textOf(inner.message)].filter((part) => part !== null).join(": ");
}
