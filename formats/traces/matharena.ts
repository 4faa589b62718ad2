import { countOf, hasKeys, isObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { Reading, TraceFormat } from "../trace-format";
import { goldText, messageText, named, notARow, promptText, sampleOf, shareWith } from "./row";

const RUN = ["idx", "problem", "messages"];
const HUB = ["problem_idx", "idx_answer", "answer"];

/** MathArena: a run file (one problem, a conversation per sample) or the hub's output table (one row a sample). */
export const matharena: TraceFormat = {
  id: "matharena",
  recognise: (first) => Math.max(shareWith(first, RUN), shareWith(first, HUB)),
  document: {
    recognise: (start) => (hasKeys(start, RUN) ? 1 : 0),
    visit: () => "row",
  },
  open: () => (row) => {
    if (!isObject(row)) return notARow("The file does not hold a run of a problem.");
    if (!("messages" in row)) return hubRow(row);
    const problem = named("matharena", {
      toolIds: [row.idx].map(textOf).filter((id) => id !== null),
      statement: textOf(row.problem),
      gold: goldText(row.gold_answer),
    });
    const conversations = listOf(row.messages);
    if (conversations.length === 0) return notARow(`Problem ${textOf(row.idx)} has no conversations.`);
    return conversations.flatMap((conversation, sample): Reading[] => {
      const said = lastSaid(conversation);
      if (said === null)
        return notARow(`Sample ${sample} of problem ${textOf(row.idx)} has no answer of a model.`);
      const costs = listOf(row.detailed_costs)[sample];
      const correct = listOf(row.correct)[sample];
      const overruled = listOf(row.manual_overwrite)[sample];
      const judged = verdictOf(overruled) ?? verdictOf(correct);
      return [
        sampleOf({
          problem: { ...problem, prompt: promptText(conversation) },
          sample,
          response: said.text,
          reasoning: said.reasoning,
          promptTokens: isObject(costs) ? costs.input_tokens : null,
          completionTokens: isObject(costs) ? costs.output_tokens : null,
          imported: {
            tool: "matharena",
            correct: judged,
            extracted: textOf(listOf(row.answers)[sample])?.slice(0, 20_000) ?? null,
          },
        }),
      ];
    });
  },
};

/** The last text of the model; parts that only think come apart from it. */
function lastSaid(conversation: unknown): { text: string; reasoning: string | null } | null {
  const said = listOf(conversation)
    .filter(isObject)
    .filter((message) => message.role === "assistant");
  const isThought = (type: unknown) => ["cot", "thinking", "reasoning"].includes(textOf(type) ?? "");
  const answer = said.findLast((message) => !isThought(message.type) && message.type !== "tool_call");
  if (answer === undefined) return null;
  const { text, reasoning } = messageText(answer.content);
  const thoughts = said
    .filter((message) => isThought(message.type))
    .map(({ content }) => messageText(content).text);
  return { text, reasoning: [...thoughts, reasoning ?? ""].filter((part) => part !== "").join("\n") || null };
}

function hubRow(row: Record<string, unknown>): Reading[] {
  const response = textOf(row.answer);
  if (response === null) return notARow("The row has no answer.");
  const id = textOf(row.problem_idx);
  return [
    sampleOf({
      problem: named("matharena", {
        toolIds: id === null ? [] : [id],
        prompt: textOf(row.user_message),
        gold: goldText(row.gold_answer),
      }),
      sample: countOf(row.idx_answer),
      response,
      variant: row.model_name ?? row.model_config,
      promptTokens: row.input_tokens,
      completionTokens: row.output_tokens,
      imported: {
        tool: "matharena",
        correct: verdictOf(row.correct),
        extracted: textOf(row.parsed_answer),
      },
    }),
  ];
}
