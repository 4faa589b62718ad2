import { isObject, type JsonObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { Reading, TraceFormat } from "../trace-format";
import {
  eachText,
  goldText,
  named,
  notARow,
  promptText,
  sampleOf,
  shareWith,
  statementOf,
  toolIdsOf,
} from "./row";

/**
 * `samples_<task>_<time>.jsonl` of lm-evaluation-harness. With several filters a document stands once for each of
 * them: the texts are the same, so only the filter that comes first is read. `doc_id` is a row number and names nothing.
 */
export const lmEvaluationHarness: TraceFormat = {
  id: "lm-evaluation-harness",
  recognise: (first) => shareWith(first, ["doc_id", "doc", "resps"]),
  open() {
    const filters = new Map<string, string>();
    return (row) => {
      if (!isObject(row) || !isObject(row.doc)) return notARow("The line has no doc.");
      const document = textOf(row.doc_id) ?? "";
      const filter = textOf(row.filter) ?? "";
      const first = filters.get(document);
      if (first !== undefined && first !== filter) return [];
      filters.set(document, filter);
      return samples(row, row.doc, filter);
    };
  },
};

function samples(row: JsonObject, doc: JsonObject, filter: string): Reading[] {
  const requests = listOf(row.resps);
  // Some versions write the texts without the outer list of requests.
  const isFlat = requests.length > 0 && requests.every((one) => typeof one === "string");
  const texts = isFlat ? requests : listOf(requests[0]);
  if ((requests.length > 1 && !isFlat) || isLikelihood(texts))
    return notARow("The line holds log-probabilities of given answers and no text that a model wrote.");
  const problem = named("lm-evaluation-harness", {
    toolIds: toolIdsOf(doc),
    statement: statementOf(doc),
    prompt: promptOf(row.arguments),
    gold: goldText(row.target) ?? goldText(doc.answer),
  });
  const tool = filter === "" ? "lm-evaluation-harness" : `lm-evaluation-harness/${filter}`;
  const correct = texts.length === 1 ? verdictOfRow(row) : null;
  const nested = listOf(row.filtered_resps);
  const filtered = nested.length === 1 && Array.isArray(nested[0]) ? nested[0] : nested;
  return eachText(texts, "resps", (text, sample) => {
    const kept = filtered.length === texts.length ? textOf(filtered[sample]) : null;
    const extracted = kept === null || kept === "[invalid]" || kept === text ? null : kept.slice(0, 20_000);
    return sampleOf({
      problem,
      sample,
      response: text,
      imported: correct === null && extracted === null ? null : { tool, correct, extracted },
    });
  });
}

/** Multiple choice by likelihood: pairs of a log-probability and whether it was the greedy choice. */
const isLikelihood = (texts: readonly unknown[]): boolean =>
  Array.isArray(texts[0]) ||
  (texts.length === 2 && /^-?\d/.test(String(texts[0])) && /^(true|false)$/i.test(String(texts[1])));

const METRIC = /^(?:exact_match|acc|em|math_verify|pass|is_correct|correct)(?:$|[_,@])/;

/** The first metric of the row as a verdict; older files name no metrics. Graded scores between 0 and 1 are no verdict. */
function verdictOfRow(row: JsonObject): boolean | null {
  const names = listOf(row.metrics).map(textOf);
  const known = names.length > 0 ? names : Object.keys(row).filter((name) => METRIC.test(name));
  for (const name of known) {
    const correct = name === null ? null : verdictOf(row[name]);
    if (correct !== null) return correct;
  }
  return null;
}

function promptOf(given: unknown): string | null {
  const first = isObject(given) ? Object.values(given)[0] : listOf(given)[0];
  const prompt = isObject(first) ? first.arg_0 : listOf(first)[0];
  if (typeof prompt !== "string") return promptText(prompt);
  if (!prompt.startsWith("[{")) return prompt;
  try {
    return promptText(JSON.parse(prompt)) ?? prompt;
  } catch {
    return prompt;
  }
}
