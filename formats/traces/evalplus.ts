import { hasKeys, isObject, type JsonObject, listOf, textOf, verdictOf } from "../json/shapes";
import type { ImportedVerdict, Reading, TraceFormat } from "../trace-format";
import { named, notARow, sampleOf, shareThat } from "./row";

const isNamed = (row: JsonObject): boolean =>
  typeof row.task_id === "number" || /^[A-Za-z][\w.-]*\/\d+$/.test(textOf(row.task_id) ?? "");

const problemOf = (row: JsonObject, taskId: unknown) => {
  const id = textOf(taskId);
  return named(typeof taskId === "number" ? "mbpp" : "evalplus", {
    toolIds: id === null ? [] : [id],
    statement: textOf(row.prompt),
  });
};

/**
 * EvalPlus: generation files (one program a line, a problem's samples are its repetitions) and `*_eval_results.json`
 * (all samples of a task under its id). A "plus" verdict means that base and added tests pass.
 */
export const evalplus: TraceFormat = {
  id: "evalplus",
  recognise: (first) =>
    shareThat(
      first,
      (row) => isNamed(row) && ("solution" in row || ("completion" in row && "full_content" in row)),
    ),
  document: {
    recognise(start) {
      if (!hasKeys(start, ["eval"]) || !isObject(start.eval)) return 0;
      return Object.values(start.eval).some((list) =>
        listOf(list).some((result) => hasKeys(result, ["task_id", "base_status"])),
      )
        ? 1
        : 0;
    },
    visit: (path) =>
      path.length === 0 || (path.length === 1 && path[0] === "eval")
        ? "enter"
        : path.length === 2
          ? "row"
          : "skip",
  },
  open: () => (row, path) => {
    if (Array.isArray(row)) return row.flatMap((one, sample) => result(one, path.at(-1), sample));
    if (!isObject(row)) return notARow("The line is not an object.");
    const response = textOf(row.full_content) ?? textOf(row.solution) ?? textOf(row.completion);
    if (response === null) return notARow("The line has neither solution nor completion.");
    const extracted = "full_content" in row ? textOf(row.completion) : null;
    const imported = extracted === null ? null : { tool: "evalplus", correct: null, extracted };
    return [sampleOf({ problem: problemOf(row, row.task_id), sample: null, response, imported })];
  },
};

function result(row: unknown, taskId: unknown, sample: number): Reading[] {
  if (!isObject(row)) return notARow("A result is not an object.");
  const response = textOf(row.solution);
  if (response === null) return notARow("A result has no solution.");
  return [
    sampleOf({ problem: problemOf(row, row.task_id ?? taskId), sample, response, imported: statusesOf(row) }),
  ];
}

function statusesOf(row: JsonObject): ImportedVerdict | null {
  const base = textOf(row.base_status);
  const plus = textOf(row.plus_status);
  if (base === null) return null;
  const tool = plus === null ? "evalplus/base" : "evalplus/plus";
  return { tool, correct: base === "pass" && (plus === null || plus === "pass"), extracted: null };
}

/** OpenAI's HumanEval: the body of the function, after scoring with `passed`. */
export const humaneval: TraceFormat = {
  id: "humaneval",
  recognise: (first) => 0.95 * shareThat(first, (row) => isNamed(row) && typeof row.completion === "string"),
  open: () => (row) => {
    if (!isObject(row)) return notARow("The line is not an object.");
    const response = textOf(row.completion);
    const taskId = textOf(row.task_id);
    if (response === null || taskId === null) return notARow("The line has no task_id and completion.");
    const said = textOf(row.result);
    const correct = verdictOf(row.passed) ?? (said === null ? null : said === "passed");
    const imported = correct === null ? null : { tool: "humaneval", correct, extracted: null };
    return [sampleOf({ problem: problemOf(row, row.task_id), sample: null, response, imported })];
  },
};
