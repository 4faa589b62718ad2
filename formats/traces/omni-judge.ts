import { parseJson } from "../json/parse-json";
import { isObject, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { goldText, named, notARow, sampleOf, shareWith } from "./row";

/** Judge calls of Omni-MATH: the judged row stands as JSON text in `original_json`, the judgement in `gen`. */
export const omniJudge: TraceFormat = {
  id: "omni-math-judge",
  recognise: (first) => shareWith(first, ["uuid", "original_json", "gen"]),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The line is not an object.");
    const original = originalOf(row.original_json);
    const response = original === null ? null : textOf(original.model_generation);
    if (original === null || response === null) return notARow("original_json holds no model_generation.");
    const judgement = textOf(row.gen) ?? "";
    const said = /##\s*Equivalence Judgement\s*(TRUE|FALSE)/i.exec(judgement)?.[1]?.toUpperCase();
    const answer = /##\s*Student Final Answer\s*([^\n]+)/i.exec(judgement)?.[1]?.trim() ?? null;
    return [
      sampleOf({
        problem: named("omni-math", {
          statement: textOf(original.problem),
          gold: goldText(original.answer),
        }),
        sample: null,
        response,
        imported: {
          tool: "omni-math-judge",
          correct: said === undefined ? null : said === "TRUE",
          extracted: answer === "None" ? null : answer,
        },
      }),
    ];
  },
};

function originalOf(text: unknown): Record<string, unknown> | null {
  try {
    const value: unknown = typeof text === "string" ? parseJson(text) : text;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
