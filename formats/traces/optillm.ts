import { isObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { goldText, named, notARow, sampleOf, shareThat } from "./row";

/** Results of optillm's AIME script, with one response or with numbered attempts. `index` is a row number. */
export const optillm: TraceFormat = {
  id: "optillm",
  recognise: (first) =>
    shareThat(
      first,
      (row) => "problem" in row && "correct_answer" in row && ("model_response" in row || "attempts" in row),
    ),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The item is not an object.");
    const problem = named("optillm", { statement: textOf(row.problem), gold: goldText(row.correct_answer) });
    if (!Array.isArray(row.attempts)) {
      const response = textOf(row.model_response);
      if (response === null) return notARow("The item has no model_response.");
      const correct = verdictOf(row.is_correct);
      const imported = { tool: "optillm", correct, extracted: textOf(row.predicted_answer) };
      return [sampleOf({ problem, sample: 0, response, imported })];
    }
    // The script stops at the first right attempt, so the verdict of each attempt follows from that number.
    const firstRight = typeof row.first_correct_attempt === "number" ? row.first_correct_attempt : null;
    return listOf(row.attempts).flatMap((attempt, index) => {
      if (!isObject(attempt) || typeof attempt.response !== "string")
        return notARow(`Attempt ${index} has no response.`);
      const number = typeof attempt.attempt_number === "number" ? attempt.attempt_number : index + 1;
      const correct = row.is_correct === false ? false : firstRight === null ? null : number === firstRight;
      const imported = { tool: "optillm", correct, extracted: textOf(attempt.predicted_answer) };
      return [sampleOf({ problem, sample: number - 1, response: attempt.response, imported })];
    });
  },
};
