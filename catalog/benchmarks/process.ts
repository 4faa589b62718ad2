import type { ProblemInput } from "@/contracts/benchmark";
import { type BenchmarkSource, convertedSplit, listCell, optionalCell, textCell } from "./source";

const FIRST_ERROR =
  "The steps of the solution are numbered from 0. Name the first step that is wrong, or -1 if all are right, and put the number within \\boxed{}.";

const facts = {
  answerKind: "process",
  access: "public-text",
  redistribution: "unknown",
  protocol: { instruction: FIRST_ERROR, maxTokens: 16_384, temperature: 0, samplesPerProblem: 1 },
} as const;

/** A problem with the steps of somebody's solution; the answer is the index of the first wrong one. */
function stepsStatement(problem: string, steps: readonly string[]): string {
  const numbered = steps.map((step, index) => `Step ${index}:\n${step}`).join("\n\n");
  return `Problem:\n${problem}\n\nSolution:\n\n${numbered}`;
}

const PARTS = ["gsm8k", "math", "olympiadbench", "omnimath"];

export const processbench: BenchmarkSource = {
  card: {
    ...facts,
    slug: "processbench",
    title: "ProcessBench",
    description:
      "3,400 solutions in four parts (gsm8k 400, math, olympiadbench and omnimath 1,000 each): name the first wrong step or say that there is none. The metric is F1 of the two accuracies per part, and the mean over the parts.",
    licence: "not stated in the repository",
    source: "QwenLM/ProcessBench, dataset; Qwen/ProcessBench",
    hub: convertedSplit("Qwen/ProcessBench", ...PARTS.map((part) => `default/${part}/`)),
    aliases: ["process-bench"],
    order: 70,
  },
  fileSets: [
    PARTS.map((part) => `processbench/${part}.json`),
    PARTS.map((part) => `ProcessBench/dataset/${part}.json`),
  ],
  files: [],
  problems: 3400,
  toProblem: (row) => {
    const id = textCell(row, "id");
    const steps = listCell(row, "steps");
    return {
      id,
      statement: stepsStatement(textCell(row, "problem"), steps),
      gold: textCell(row, "label"),
      category: id.replace(/-\d+$/, ""),
      aliases: [{ tool: "processbench", alias: id }],
      judging: {
        style: "first-error",
        steps: steps.length,
        label: row.label,
        finalAnswerCorrect: row.final_answer_correct ?? null,
        generator: optionalCell(row, "generator"),
      },
    };
  },
};

/** PRM800K: a question with the chosen steps of a solution, each with a rating by people. */
function prmProblem(row: Record<string, unknown>, index: number): ProblemInput {
  const question = recordCell(row, "question");
  const label = recordCell(row, "label");
  const rated = (Array.isArray(label.steps) ? label.steps : []).flatMap((step) => chosenStep(step));
  const first = rated.findIndex(({ rating }) => rating === -1);
  return {
    id: `prm800k-${index}`,
    statement: stepsStatement(
      textCell(question, "problem"),
      rated.map(({ text }) => text),
    ),
    gold: String(first),
    judging: {
      style: "first-error",
      steps: rated.length,
      label: first,
      ratings: rated.map((one) => one.rating),
    },
  };
}

function chosenStep(step: unknown): { text: string; rating: number }[] {
  if (!isRecord(step) || !Array.isArray(step.completions)) return [];
  const completion: unknown = step.completions[Number(step.chosen_completion ?? 0)] ?? step.completions[0];
  if (!isRecord(completion) || typeof completion.text !== "string") return [];
  return [{ text: completion.text, rating: typeof completion.rating === "number" ? completion.rating : 0 }];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function recordCell(row: Record<string, unknown>, column: string): Record<string, unknown> {
  const value = row[column];
  if (isRecord(value)) return value;
  throw new Error(`The row has no object in the column "${column}".`);
}

export const prm800k: BenchmarkSource = {
  card: {
    ...facts,
    slug: "prm800k",
    title: "PRM800K (phase 2 test)",
    description:
      "Steps of model solutions to MATH problems with human ratings of -1, 0 and +1; the first step rated -1 is the answer. Its training part holds all MATH test problems but the 500 of MATH-500.",
    redistribution: "attribution",
    licence: "MIT",
    source: "openai/prm800k, data/phase2_test.jsonl",
    aliases: ["prm-800k"],
    order: 71,
  },
  files: ["prm800k/phase2_test.jsonl", "prm800k/data/phase2_test.jsonl", "phase2_test.jsonl"],
  problems: 0,
  toProblem: prmProblem,
};

export const deltabench: BenchmarkSource = {
  card: {
    ...facts,
    slug: "deltabench",
    title: "DeltaBench",
    description:
      "1,236 long reasoning traces in sections: name the sections that are wrong or pursue a useless strategy. Several may be; the metric is the mean over traces of F1 of the set of sections.",
    licence: "not stated in the repository",
    source: "OpenStellarTeam/DeltaBench, data/Deltabench_v1.jsonl",
    protocol: {
      instruction:
        "The sections of the reasoning are numbered. List the numbers of all sections that are wrong, separated by commas, within \\boxed{}.",
      maxTokens: 16_384,
      temperature: 0,
      samplesPerProblem: 1,
    },
    aliases: ["delta-bench"],
    order: 72,
  },
  files: ["deltabench/Deltabench_v1.jsonl", "Deltabench_v1.jsonl", "deltabench/Deltabench_v1_examples.jsonl"],
  problems: 1236,
  toProblem: (row) => {
    const wrong = sectionNumbers(row.reason_error_section_numbers);
    const useless = sectionNumbers(row.reason_unuseful_section_numbers);
    return {
      id: textCell(row, "id"),
      statement: `Problem:\n${textCell(row, "question")}\n\nReasoning:\n\n${textCell(row, "sections_content")}`,
      // What is scored: wrong sections and those of a useless strategy.
      gold: [...new Set([...wrong, ...useless])].sort((a, b) => a - b).join(", ") || "none",
      category: optionalCell(row, "task_l1"),
      aliases: [{ tool: "deltabench", alias: textCell(row, "id") }],
      judging: {
        style: "wrong-sections",
        sections: Array.isArray(row.sections) ? row.sections.length : null,
        wrong,
        useless,
        finalCorrect: row.final_correct ?? null,
      },
    };
  },
};

const sectionNumbers = (cell: unknown): number[] =>
  Array.isArray(cell) ? cell.filter((one) => typeof one === "number") : [];

/** Known by its reported numbers only: no file of it was found. */
export const opvBench: BenchmarkSource = {
  card: {
    ...facts,
    slug: "opv-bench",
    title: "OPV-Bench",
    description:
      "The held-out set of the OPV paper: 2,202 summarised solutions in steps (school, high-school contests, undergraduate), label -1 or the index of the first wrong one, F1. Where it lies was not found, so it is known by reported numbers only.",
    access: "id-only",
    licence: "unknown",
    source: "arXiv 2512.10756; not published as far as found",
    aliases: ["opvbench"],
    order: 73,
  },
  files: [],
  problems: 2202,
  toProblem: (row) => ({
    id: textCell(row, "id"),
    statement: stepsStatement(textCell(row, "problem"), listCell(row, "steps")),
    gold: textCell(row, "label"),
    judging: { style: "first-error", metric: "opv", label: row.label },
  }),
};

/** Training data, used by Heimdall as a verification target. */
export const numinamath: BenchmarkSource = {
  card: {
    ...facts,
    slug: "numinamath",
    title: "NuminaMath-CoT (test split)",
    description:
      "One hundred held-out rows of a training set of 859,494: is the reference solution right? Used by Heimdall to look for flawed items; version 1.5 adds validity columns.",
    answerKind: "boolean",
    redistribution: "attribution",
    licence: "Apache-2.0 (an earlier card said CC BY-NC 4.0)",
    source: "AI-MO/NuminaMath-1.5",
    protocol: {
      instruction: "Say whether the solution is right: put yes or no within \\boxed{}.",
      maxTokens: 16_384,
      temperature: 0,
      samplesPerProblem: 1,
    },
    aliases: ["numina-math", "numinamath-cot"],
    order: 74,
  },
  files: ["numinamath/numinamath-1.5.parquet", "numinamath-1.5.jsonl"],
  problems: 0,
  toProblem: (row, index) => ({
    id: `numinamath-${index}`,
    statement: `Problem:\n${textCell(row, "problem")}\n\nSolution:\n${textCell(row, "solution")}`,
    gold: textCell(row, "solution_is_valid").toLowerCase() === "yes" ? "yes" : "no",
    category: optionalCell(row, "source"),
  }),
};
