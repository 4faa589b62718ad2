import { isObject, textOf, verdictOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { goldText, named, notARow, sampleOf, shareThat, statementOf } from "./row";

const ITEM = /^(?:dev|validation|test)_[A-Za-z_]+_\d+$/;

/** MMMU: answers keyed by item, a list of responses, or the lines of MMMU-Pro with its own verdict. */
export const mmmu: TraceFormat = {
  id: "mmmu",
  recognise: (first) => shareThat(first, (row) => ITEM.test(textOf(row.id) ?? "") && "response" in row),
  document: {
    recognise(start) {
      if (!isObject(start)) return 0;
      const entries = Object.entries(start);
      const fitting = entries.filter(([id, answer]) => ITEM.test(id) && textOf(answer) !== null);
      return entries.length === 0 ? 0 : fitting.length / entries.length;
    },
    visit: (path) => (path.length === 0 ? "enter" : "row"),
  },
  open: () => (row, path) => {
    const key = textOf(path[0]);
    const answer = textOf(row);
    if (answer !== null && key !== null)
      return [sampleOf({ problem: named("mmmu", { toolIds: [key] }), sample: 0, response: answer })];
    if (!isObject(row)) return notARow("The item is not an object.");
    const id = textOf(row.id);
    const response = textOf(row.response);
    if (id === null || response === null) return notARow("The item has no id and response.");
    const correct = verdictOf(row.if_right);
    const extracted = textOf(row.pred_indexs);
    return [
      sampleOf({
        problem: named("mmmu", { toolIds: [id], statement: statementOf(row), gold: goldText(row.answer) }),
        sample: null,
        response,
        imported: correct === null && extracted === null ? null : { tool: "mmmu-pro", correct, extracted },
      }),
    ];
  },
};
