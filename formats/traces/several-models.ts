import { hasKeys, isObject, type JsonObject, textOf, verdictOf } from "../json/shapes";
import type { Reading, TraceFormat } from "../trace-format";
import { named, notARow, sampleOf, shareThat } from "./row";

const modelsOf = (row: JsonObject): string[] =>
  Object.keys(row).filter((key) => hasKeys(row[key], ["is_correct", "solution"]));

/** The example solutions of the authors of GSM8K: several models in one row, or the one that `variant` names. */
export const severalModels: TraceFormat = {
  id: "several-models",
  recognise: (first) =>
    shareThat(first, (row) => "question" in row && "ground_truth" in row && modelsOf(row).length > 0),
  open:
    ({ variant }) =>
    (row) => {
      if (!isObject(row)) return notARow("The line is not an object.");
      const models = modelsOf(row).filter((model) => variant === undefined || model === variant);
      if (models.length > 0) return models.map((model) => solutionOf(row, model));
      return notARow(
        variant === undefined ? "The line has no model's solution." : `The line has no ${variant}.`,
      );
    },
};

function solutionOf(row: JsonObject, model: string): Reading {
  const given = isObject(row[model]) ? row[model] : {};
  const truth = textOf(row.ground_truth) ?? "";
  return sampleOf({
    problem: named("gsm8k-authors", {
      statement: textOf(row.question),
      gold: truth.slice(truth.lastIndexOf("A:") + 2).trim(),
    }),
    sample: 0,
    response: textOf(given.solution) ?? "",
    variant: model,
    imported: {
      tool: "gsm8k-authors",
      correct: verdictOf(given.is_correct),
      extracted: null,
    },
  });
}
