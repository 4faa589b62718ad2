import { hasKeys, isObject, listOf, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import {
  eachText,
  goldText,
  named,
  notARow,
  outputsOf,
  sampleOf,
  shareThat,
  statementOf,
  toolIdsOf,
} from "./row";

const holdsOutput = (row: unknown): boolean =>
  isObject(row) && ("model_output" in row || "model_outputs" in row) && !("output" in row);

/** `results_<time>.json` of Evalchemy: the rows of every task, with texts and extracted answers and no verdict. */
export const evalchemy: TraceFormat = {
  id: "evalchemy",
  recognise: (first) => 0.9 * shareThat(first, holdsOutput),
  document: {
    recognise(start) {
      if (!hasKeys(start, ["results"]) || !isObject(start.results)) return 0;
      const tasks = Object.values(start.results).filter(isObject);
      return tasks.some((task) => listOf(task.examples).some(holdsOutput)) ? 1 : 0;
    },
    visit(path) {
      if (path.length < 3) return path.length === 0 || path[0] === "results" ? "enter" : "skip";
      if (path.length === 3) return path[2] === "examples" ? "enter" : "skip";
      return "row";
    },
  },
  open: () => (row) => {
    if (!isObject(row)) return notARow("The example is not an object.");
    const outputs = outputsOf(row.model_outputs ?? row.model_output);
    const answers = outputsOf(row.model_answers ?? row.model_answer);
    const problem = named("evalchemy", {
      toolIds: toolIdsOf(row),
      statement: statementOf(row),
      gold: goldText(row.answer ?? row.expected_answer),
    });
    return eachText(outputs, "model_output", (response, sample) => {
      const extracted = textOf(answers[sample])?.slice(0, 20_000) ?? null;
      const imported = extracted === null ? null : { tool: "evalchemy", correct: null, extracted };
      return sampleOf({ problem, sample, response, imported });
    });
  },
};
