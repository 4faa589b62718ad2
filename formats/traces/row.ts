import type { LineProblem } from "../decode-line";
import { countOf, firstText, hasKeys, isObject, type JsonObject, listOf, textOf } from "../json/shapes";
import type { ForeignProblem, ForeignSample, ImportedVerdict, Reading } from "../trace-format";

/** Share of the first rows that have all the keys: how sure a format is. */
export const shareWith = (first: readonly unknown[], keys: readonly string[]): number =>
  first.length === 0 ? 0 : first.filter((row) => hasKeys(row, keys)).length / first.length;

export function shareThat(first: readonly unknown[], holds: (row: JsonObject) => boolean): number {
  return first.length === 0 ? 0 : first.filter((row) => isObject(row) && holds(row)).length / first.length;
}

export const notARow = (message: string): Reading[] => [
  { problem: { code: "not_a_trace_line", message: message.slice(0, 2000) } satisfies LineProblem },
];

/** A reading for every text of a row; what is no text is an error of its own and spoils none of its neighbours. */
export function eachText(
  texts: readonly unknown[],
  what: string,
  read: (text: string, sample: number) => Reading,
): Reading[] {
  if (texts.length === 0) return notARow(`${what} holds no text.`);
  return texts.flatMap((text, sample) =>
    typeof text === "string"
      ? [read(text, sample)]
      : notARow(`${what}: sample ${sample} is ${text === null ? "null" : typeof text}, no text.`),
  );
}

/** The outputs of a row, where one stands alone or several in a list. */
export const outputsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Columns in which files give the bare statement, most particular first. */
const STATEMENTS = ["problem", "Problem", "question", "Question", "question_content", "text"];

export const statementOf = (row: JsonObject): string | null => firstText(row, STATEMENTS);

/** Ids that are no row numbers: they hold a letter, or stand in a column that benchmarks use for ids of their own. */
export function toolIdsOf(row: JsonObject): string[] {
  const ids: string[] = [];
  for (const column of ["unique_id", "task_id", "question_id", "url", "id"]) {
    const text = textOf(row[column]);
    if (text !== null && text !== "" && text.length <= 300) ids.push(text);
  }
  // MBPP numbers its tasks; a list of asserts beside the number says whose number it is.
  if (Array.isArray(row.test_list) && /^\d+$/.test(textOf(row.task_id) ?? ""))
    ids.push(`Mbpp/${row.task_id}`);
  return [...new Set(ids)];
}

/** The gold of a column, without the marks that some files put before it (`#### 18`, `# 18`, `A: 18`). */
export function goldText(value: unknown): string | null {
  const list = Array.isArray(value) ? value.map(textOf).filter((text) => text !== null) : null;
  const text = list === null ? textOf(value) : list.join(", ");
  if (text === null) return null;
  const marked = text.lastIndexOf("####");
  const bare = marked < 0 ? text.replace(/^#+\s+/, "") : text.slice(marked + 4);
  return bare.trim();
}

export const named = (tool: string, known: Partial<Omit<ForeignProblem, "tool">>): ForeignProblem => ({
  tool,
  toolIds: [],
  statement: null,
  prompt: null,
  gold: null,
  ...known,
});

/** One sample; members that are null are left out. */
export function sampleOf(given: {
  problem: ForeignSample["problem"];
  sample: number | null;
  response: string;
  reasoning?: string | null;
  promptTokens?: unknown;
  completionTokens?: unknown;
  finishReason?: string | null;
  imported?: ImportedVerdict | null;
  /** The name of the model that wrote it, where the row has one. */
  variant?: unknown;
  /** A score that the file's tool gave the sample, for best-of-n. */
  score?: unknown;
}): Reading {
  const promptTokens = countOf(given.promptTokens);
  const completionTokens = countOf(given.completionTokens);
  const finishReason = finishReasonOf(given.finishReason ?? null);
  const variant = variantName(given.variant);
  return {
    sample: {
      problem: given.problem,
      sample: given.sample,
      response: given.response,
      ...(given.reasoning ? { reasoning: given.reasoning } : {}),
      ...(promptTokens === null ? {} : { prompt_tokens: promptTokens }),
      ...(completionTokens === null ? {} : { completion_tokens: completionTokens }),
      ...(finishReason === null ? {} : { finish_reason: finishReason }),
      ...(typeof given.score === "number" && Number.isFinite(given.score) ? { score: given.score } : {}),
      ...(given.imported ? { imported: given.imported } : {}),
      ...(variant === "" ? {} : { variant }),
    },
  };
}

/** A model's name as a file gives it: trimmed, at most 200 characters, empty where there is none. */
const variantName = (value: unknown): string =>
  typeof value === "string" ? value.trim().slice(0, MAX_VARIANT_CHARACTERS) : "";

const MAX_VARIANT_CHARACTERS = 200;

/** Tools have names of their own for an answer that was cut. */
function finishReasonOf(reason: string | null): string | null {
  if (reason === null || reason === "") return null;
  return /^(max_tokens|model_length|max_output_tokens|length_limit)$/.test(reason)
    ? "length"
    : reason.slice(0, 60);
}

/** The text of a chat message: a text, or parts of which the text and the reasoning are taken. */
export function messageText(content: unknown): { text: string; reasoning: string | null } {
  if (typeof content === "string") return { text: content, reasoning: null };
  const parts = listOf(content).filter(isObject);
  const joined = (types: readonly string[], keys: readonly string[]) =>
    parts
      .filter((part) => types.includes(textOf(part.type) ?? "text"))
      // What a provider sealed is not readable; some give a summary of it.
      .map((part) => (part.redacted === true ? textOf(part.summary) : firstText(part, keys)) ?? "")
      .filter((text) => text !== "")
      .join("\n");
  const reasoning = joined(["reasoning", "thinking", "cot"], ["reasoning", "thinking", "text", "content"]);
  return {
    text: joined(["text", "output_text"], ["text", "content"]),
    reasoning: reasoning === "" ? null : reasoning,
  };
}

/** The last thing a user said in a chat, or the text itself; null where there is neither. */
export function promptText(value: unknown): string | null {
  if (typeof value === "string") return value;
  const users = listOf(value).filter(
    (message) => isObject(message) && /^(user|human)$/i.test(textOf(message.role) ?? ""),
  );
  const last = users.at(-1);
  if (!isObject(last)) return null;
  const text = messageText(last.content ?? last.prompt).text;
  return text === "" ? null : text;
}
