import type { ProblemInput } from "@/contracts/benchmark";
import {
  type BenchmarkSource,
  convertedSplit,
  firstCell,
  LETTER,
  listCell,
  optionalCell,
  padded,
  textCell,
} from "./source";

const LETTERS = "ABCDEFGHIJ";
const facts = {
  answerKind: "choice",
  access: "public-text",
  redistribution: "attribution",
  protocol: { instruction: LETTER, maxTokens: 4096, temperature: 0, samplesPerProblem: 1 },
} as const;

/** The statement that is asked holds its options, one a line. */
const withOptions = (question: string, options: readonly string[]): string =>
  `${question.trim()}\n\n${options.map((option, index) => `${LETTERS[index]}) ${option}`).join("\n")}`;

/** A place among `size` that depends on the text alone (32-bit FNV-1a), so that every import gives the same order. */
function placeOf(text: string, size: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash % size;
}

/** GPQA has no order of options: the right one is put at a place drawn from the question, the others keep theirs. */
function gpqaProblem(row: Record<string, unknown>, index: number): ProblemInput {
  const question = textCell(row, "Question");
  const options = [1, 2, 3].map((number) => textCell(row, `Incorrect Answer ${number}`).trim());
  const place = placeOf(question, 4);
  options.splice(place, 0, textCell(row, "Correct Answer").trim());
  return {
    id: `gpqa-diamond-${padded(index + 1, 3)}`,
    statement: withOptions(question, options),
    gold: LETTERS[place] ?? "A",
    options,
    solution: optionalCell(row, "Explanation"),
    category: optionalCell(row, "Subdomain"),
  };
}

export const gpqaDiamond: BenchmarkSource = {
  card: {
    ...facts,
    slug: "gpqa-diamond",
    title: "GPQA-Diamond",
    description:
      "198 questions of graduate level in biology, physics and chemistry with four options. Its authors ask that no example is shown in plain text online: statements are hidden here. They expect some wrong labels.",
    access: "hidden-text",
    redistribution: "not-allowed",
    licence: "CC-BY-4.0, gated",
    source: "Idavidrein/gpqa, config gpqa_diamond, split train",
    hub: { ...convertedSplit("Idavidrein/gpqa", "gpqa_diamond/train/"), gated: true },
    protocol: { instruction: LETTER, maxTokens: 32_768, temperature: 0.6, samplesPerProblem: 4 },
    aliases: ["gpqa_diamond"],
    order: 47,
  },
  files: ["gpqa_diamond.csv", "gpqa-diamond.jsonl"],
  problems: 198,
  toProblem: gpqaProblem,
  errata: [
    {
      problemId: null,
      kind: "wrong-answer",
      affects: "canonical",
      note: "The authors expect some wrong labels; expert validators agreed on 65 % of the whole collected set.",
      correctedGold: null,
      source: "the paper of GPQA",
    },
  ],
};

/** Validation golds only: questions and images are not in the file, so the set serves imported answers. */
export const mmmuVal: BenchmarkSource = {
  card: {
    ...facts,
    slug: "mmmu-val",
    title: "MMMU (validation)",
    description:
      "900 validation items over thirty subjects: 847 multiple choice, 53 open. The file at hand holds ids and answers; questions and images are not stored, so answers can be imported and judged, not generated.",
    access: "id-only",
    redistribution: "attribution",
    licence: "Apache-2.0",
    source: "MMMU-Benchmark/MMMU, mmmu/answer_dict_val.json; MMMU/MMMU, split validation",
    aliases: ["mmmu", "mmmu_val", "mmmu-validation"],
    order: 48,
  },
  files: ["mmmu/answer_dict_val.json", "answer_dict_val.json"],
  problems: 900,
  toProblem: (row) => {
    const id = textCell(row, "id");
    const accepted = listCell(row, "ground_truth");
    const isChoice = textCell(row, "question_type") === "multiple-choice";
    return {
      id,
      statement: `MMMU item ${id}. Its question and images are in the data set of its authors.`,
      gold: accepted[0] ?? "",
      answerKind: isChoice ? "choice" : "text",
      category: id.replace(/^validation_/, "").replace(/_\d+$/, ""),
      aliases: [{ tool: "mmmu", alias: id }],
      judging: { accepted },
    };
  },
  errata: ["validation_Math_2", "validation_Math_11", "validation_Math_12", "validation_Math_16"].map(
    (problemId) => ({
      problemId,
      kind: "encoding" as const,
      affects: "copies" as const,
      note: "Copies from before 2024-04-30 lost minus and caret signs; mirrors without the correction exist.",
      correctedGold: null,
      source: "MMMU-Benchmark/MMMU, changes of 2024-04-30",
    }),
  ),
};

const qwenCopies = { ...facts, licence: "MIT (Qwen2.5-Math)" } as const;

export const aqua: BenchmarkSource = {
  card: {
    ...qwenCopies,
    slug: "aqua",
    title: "AQuA-RAT (test)",
    description: "254 algebra word problems with five options.",
    source: "Qwen2.5-Math, evaluation/data/aqua",
    aliases: ["aqua-rat"],
    order: 63,
  },
  files: ["aqua/qwen25math/test.jsonl", "aqua/test.jsonl"],
  problems: 254,
  toProblem: (row, index) => {
    const options = listCell(row, "options").map((option) => option.replace(/^[A-E]\)\s*/, ""));
    return {
      id: `aqua-${padded(index, 3)}`,
      statement: withOptions(textCell(row, "question"), options),
      gold: textCell(row, "correct"),
      options,
      solution: optionalCell(row, "rationale"),
    };
  },
};

export const satMath: BenchmarkSource = {
  card: {
    ...qwenCopies,
    slug: "sat-math",
    title: "SAT mathematics",
    description: "32 mathematics questions of the SAT with four options.",
    source: "Qwen2.5-Math, evaluation/data/sat_math",
    aliases: ["sat_math"],
    order: 64,
  },
  files: ["sat_math/qwen25math/test.jsonl", "sat_math/test.jsonl"],
  problems: 32,
  toProblem: (row) => {
    const options = firstCell(row, ["options"])
      .split(/\s*\b[A-D]\)\s*/)
      .slice(1)
      .map((option) => option.trim());
    return {
      id: `sat-math-${padded(textCell(row, "id"), 2)}`,
      statement: withOptions(textCell(row, "question"), options),
      gold: textCell(row, "Answer"),
      options,
    };
  },
};

export const mmluStem: BenchmarkSource = {
  card: {
    ...qwenCopies,
    slug: "mmlu-stem",
    title: "MMLU STEM",
    description: "3,018 questions with four options from the science and mathematics subjects of MMLU.",
    source: "Qwen2.5-Math, evaluation/data/mmlu_stem",
    aliases: ["mmlu_stem"],
    order: 65,
  },
  files: ["mmlu_stem/qwen25math/test.jsonl", "mmlu_stem/test.jsonl"],
  problems: 3018,
  toProblem: (row, index) => {
    const options = listCell(row, "choices");
    return {
      id: `mmlu-stem-${padded(index, 4)}`,
      statement: withOptions(textCell(row, "question"), options),
      gold: LETTERS[Number(textCell(row, "answer"))] ?? "",
      options,
      category: optionalCell(row, "type"),
    };
  },
};
