import { hasKeys, isObject, type JsonObject, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { named, notARow, sampleOf, shareThat } from "./row";

const modelsOf = (row: JsonObject): string[] =>
  Object.keys(row).filter((key) => hasKeys(row[key], ["is_correct", "solution"]));

/** The example solutions of the authors of GSM8K: several models in one row; `variant` names the one that is meant. */
export const severalModels: TraceFormat = {
  id: "several-models",
  recognise: (first) =>
    shareThat(first, (row) => "question" in row && "ground_truth" in row && modelsOf(row).length > 0),
  open:
    ({ variant }) =>
    (row) => {
      if (!isObject(row)) return notARow("The line is not an object.");
      const models = modelsOf(row);
      const model = variant ?? (models.length === 1 ? models[0] : undefined);
      const given = model === undefined ? undefined : row[model];
      if (!isObject(given)) {
        const which = variant === undefined ? "" : ` There is none named ${variant}.`;
        return notARow(
          `The file holds several models (${models.join(", ")}); name the one that is meant.${which}`,
        );
      }
      const truth = textOf(row.ground_truth) ?? "";
      return [
        sampleOf({
          problem: named("gsm8k-authors", {
            statement: textOf(row.question),
            gold: truth.slice(truth.lastIndexOf("A:") + 2).trim(),
          }),
          sample: 0,
          response: textOf(given.solution) ?? "",
          imported: {
            tool: "gsm8k-authors",
            correct: typeof given.is_correct === "boolean" ? given.is_correct : null,
            extracted: null,
          },
        }),
      ];
    },
};
