import { isObject, textOf, verdictOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { goldText, named, notARow, sampleOf, shareThat, statementOf, toolIdsOf } from "./row";

const isEntry = (row: unknown): boolean =>
  isObject(row) &&
  Object.values(row.responses ?? {}).some((one) => isObject(Array.isArray(one) ? one[0] : one));

/**
 * SkyThought inference: one object keyed by the problem's text, responses by temperature, one or a list of them; newer
 * versions key by row number and write one list of responses and one of usages.
 */
export const skythought: TraceFormat = {
  id: "skythought",
  recognise: (first) => 0.9 * shareThat(first, isEntry),
  document: {
    recognise(start) {
      if (!isObject(start)) return 0;
      const entries = Object.values(start);
      return entries.length === 0 ? 0 : entries.filter(isEntry).length / entries.length;
    },
    visit: (path) => (path.length === 0 ? "enter" : "row"),
  },
  open: () => (row, path) => {
    if (!isObject(row) || !isEntry(row)) return notARow("The entry has no responses.");
    const problem = named("skythought", {
      toolIds: toolIdsOf(row).filter((id) => !/^\d+$/.test(id)),
      statement: statementOf(row) ?? statementKey(path[0]),
      prompt: textOf(row.prompt),
      gold: goldText(row.answer ?? row.Answer),
    });
    const usages = new Map(Object.entries(row.token_usages ?? {}));
    const all = Object.entries(row.responses ?? {}).flatMap(([temperature, given]) => {
      const list = Array.isArray(given) ? given : [given];
      const usage = usages.get(temperature);
      return list.map((one, index) => ({ one, usage: Array.isArray(usage) ? usage[index] : usage }));
    });
    return all.flatMap(({ one, usage }, sample) => {
      const content = isObject(one) ? textOf(one.content) : null;
      if (!isObject(one) || content === null) return notARow(`Response ${sample} has no content.`);
      const correct = verdictOf(one.correctness);
      return [
        sampleOf({
          problem,
          sample,
          response: content,
          promptTokens: isObject(usage) ? usage.prompt_tokens : null,
          completionTokens: isObject(usage) ? usage.completion_tokens : null,
          imported: correct === null ? null : { tool: "skythought", correct, extracted: null },
        }),
      ];
    });
  },
};

/** A key that only counts says nothing of the problem. */
const statementKey = (key: unknown): string | null => {
  const text = textOf(key);
  return text === null || /^\d+$/.test(text) ? null : text;
};
