import { hasKeys, isObject, type JsonObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { ImportedVerdict, TraceFormat } from "../trace-format";
import { goldText, messageText, named, notARow, promptText, sampleOf, shareWith } from "./row";

const SAMPLE = ["id", "epoch", "input", "target"];

/** Eval log of Inspect, version 2: one JSON object, or a ZIP whose `samples/` hold one sample each. */
export const inspect: TraceFormat = {
  id: "inspect",
  recognise: (first) => shareWith(first, SAMPLE),
  document: {
    recognise: (start) =>
      hasKeys(start, ["status", "eval"]) && isObject(start.eval) && "task" in start.eval ? 1 : 0,
    visit: ([key, ...rest]) => {
      if (key === undefined) return "enter";
      if (key !== "samples") return "skip";
      return rest.length === 0 ? "enter" : "row";
    },
  },
  open: () => (row) => {
    if (!hasKeys(row, ["id", "epoch"])) return notARow("The sample has no id and epoch.");
    const resolve = attachments(row.attachments);
    const output = isObject(row.output) ? row.output : {};
    const choice = listOf(output.choices).find(isObject);
    const message = isObject(choice?.message) ? choice.message : lastAnswer(row.messages);
    if (message === null) {
      const why = isObject(row.error) ? ` It ended with an error: ${textOf(row.error.message) ?? ""}` : "";
      return notARow(`Sample ${textOf(row.id)} (epoch ${textOf(row.epoch)}) has no answer of a model.${why}`);
    }
    const { text: said, reasoning } = messageText(message.content);
    const text = said === "" ? (textOf(output.completion) ?? "") : said;
    const usage = isObject(output.usage) ? output.usage : {};
    const input = promptText(row.input);
    return [
      sampleOf({
        problem: named("inspect", {
          toolIds: idsOf(row),
          statement: input === null ? null : resolve(input),
          prompt: resolve(promptText(row.messages) ?? input ?? ""),
          gold: goldText(row.target),
        }),
        sample: typeof row.epoch === "number" ? row.epoch - 1 : null,
        response: resolve(text),
        reasoning: reasoning === null ? textOf(message.reasoning) : resolve(reasoning),
        promptTokens: usage.input_tokens,
        completionTokens: usage.output_tokens,
        finishReason: textOf(choice?.stop_reason),
        imported: scoredBy(row.scores ?? (isObject(row.score) ? { score: row.score } : null)),
      }),
    ];
  },
};

/** Data sets without ids get the numbers 1, 2, …: those name nothing. */
function idsOf(row: JsonObject): string[] {
  const metadata = isObject(row.metadata) ? row.metadata : {};
  const ids = [row.id, metadata.id, metadata.unique_id, metadata.task_id];
  return [...new Set(ids.filter((id) => typeof id === "string" && id.length <= 300).map(String))];
}

function lastAnswer(messages: unknown): JsonObject | null {
  const answers = listOf(messages).filter(isObject);
  return answers.findLast((message) => message.role === "assistant") ?? null;
}

/** Long texts stand once under `attachments` and are named by `attachment://<hash>` elsewhere. */
function attachments(stored: unknown): (text: string) => string {
  if (!isObject(stored)) return (text) => text;
  return (text) =>
    text.replace(/attachment:\/\/([0-9a-f]{8,64})/g, (whole, hash: string) => textOf(stored[hash]) ?? whole);
}

const VERDICTS = new Map<unknown, boolean | null>([
  ["C", true],
  ["I", false],
  ["N", false],
  ["P", null],
]);

/** The first scorer's verdict; partial and graded values are no verdict. */
function scoredBy(scores: unknown): ImportedVerdict | null {
  if (!isObject(scores)) return null;
  const [scorer, score] = Object.entries(scores)[0] ?? [];
  if (scorer === undefined || !isObject(score)) return null;
  const value = isObject(score.value) ? Object.values(score.value)[0] : score.value;
  return {
    tool: `inspect/${scorer}`.replace(/\s+/g, "-"),
    correct: VERDICTS.get(value) ?? verdictOf(value),
    extracted: textOf(score.answer)?.slice(0, 20_000) ?? null,
  };
}
