import type { ProblemInput } from "@/contracts/benchmark";
import {
  type BenchmarkSource,
  BOXED,
  convertedSplit,
  hubFiles,
  listCell,
  optionalCell,
  textCell,
} from "./source";

const facts = {
  answerKind: "expression",
  access: "public-text",
  redistribution: "attribution",
  protocol: { instruction: BOXED, maxTokens: 16_384, temperature: 0.6, samplesPerProblem: 4 },
} as const;

function olympiadProblem(row: Record<string, unknown>): ProblemInput {
  const id = textCell(row, "id");
  const context = optionalCell(row, "context");
  const question = textCell(row, "question");
  return {
    id: `olympiadbench-${id}`,
    statement: context === null ? question : `${context}\n\n${question}`,
    gold: listCell(row, row.final_answer === undefined ? "answer" : "final_answer").join(", "),
    solution: row.solution === undefined ? null : listCell(row, "solution").join("\n\n"),
    category: optionalCell(row, "subfield"),
    aliases: [{ tool: "olympiadbench", alias: id }],
    judging: {
      answerType: optionalCell(row, "answer_type"),
      severalAnswers: row.is_multiple_answer === true,
      unit: optionalCell(row, "unit"),
      tolerance: optionalCell(row, "error"),
    },
  };
}

export const olympiadbench: BenchmarkSource = {
  card: {
    ...facts,
    slug: "olympiadbench-675",
    title: "OlympiadBench, English mathematics, text (675)",
    description:
      "Open-ended competition problems without figures, as in the Qwen2.5-Math evaluation: 674 of the hub's OE_TO_maths_en_COMP and one more (1965). Answers are numbers, expressions, tuples and intervals; some have several parts, units or a tolerance. The multimodal sets of OlympiadBench are other benchmarks.",
    licence: "MIT (OpenBMB/OlympiadBench)",
    source: "Qwen2.5-Math, evaluation/data/olympiadbench; Hothan/OlympiadBench, OE_TO_maths_en_COMP",
    aliases: ["olympiadbench-oe-to-maths-en-675", "olympiad-bench-675"],
    order: 44,
  },
  files: ["olympiadbench/qwen25math/test.jsonl", "olympiadbench/test.jsonl", "olympiadbench-675.jsonl"],
  problems: 675,
  toProblem: olympiadProblem,
};

export const olympiadbench674: BenchmarkSource = {
  card: {
    ...facts,
    slug: "olympiadbench-674",
    title: "OlympiadBench, English mathematics, text (674)",
    description:
      "The 674 open-ended English competition problems without figures, as the authors' own OE_TO_maths_en_COMP holds them. The 675-row copy of other evaluations is a benchmark of its own.",
    licence: "Apache-2.0 by the hub's card, not checked; MIT (OpenBMB/OlympiadBench)",
    source: "Hothan/OlympiadBench, config OE_TO_maths_en_COMP, split train",
    hub: convertedSplit("Hothan/OlympiadBench", "OE_TO_maths_en_COMP/train/"),
    aliases: ["olympiadbench-oe-to-maths-en-674", "olympiadbench-oe-to-maths-en-comp"],
    order: 66,
  },
  files: ["OE_TO_maths_en_COMP/train.parquet", "OE_TO_maths_en_COMP.parquet", "olympiadbench-674.jsonl"],
  problems: 674,
  toProblem: olympiadProblem,
};

export const omniMath: BenchmarkSource = {
  card: {
    ...facts,
    slug: "omni-math",
    title: "Omni-MATH",
    description:
      "4,428 competition problems with LaTeX or text answers that are customarily graded by a model. An audit keeps 4,181 cleaned items; where two judges disagreed the customary judge was wrong in most cases.",
    licence: "Apache-2.0",
    source: "KbsdJames/Omni-MATH, split test",
    hub: hubFiles("KbsdJames/Omni-MATH", ["test.jsonl"]),
    aliases: ["omnimath", "omni_math"],
    order: 45,
  },
  files: ["omni-math/test.jsonl", "Omni-MATH/test.jsonl"],
  problems: 4428,
  toProblem: (row, index) => omniProblem("omni-math", row, index),
  errata: [
    {
      problemId: null,
      kind: "wrong-answer",
      affects: "canonical",
      note: "The Omni-MATH-2 audit edits 14.6 % of the items and sets 247 aside as non-standard.",
      correctedGold: null,
      source: "arXiv 2601.19532",
    },
  ],
};

export const omniMath500: BenchmarkSource = {
  card: {
    ...facts,
    slug: "omni-math-500",
    title: "Omni-MATH-500",
    description:
      "Five hundred problems of Omni-MATH. Whether it is exactly the subset that T1 reports on is not verified.",
    licence: "Apache-2.0 (parent set)",
    source: "reliable-agents/Omni-MATH-500",
    hub: convertedSplit("reliable-agents/Omni-MATH-500", "default/test/"),
    aliases: ["omnimath-500"],
    order: 46,
  },
  files: ["omni-math-500/test.jsonl", "Omni-MATH-500/test.jsonl"],
  problems: 500,
  toProblem: (row, index) => omniProblem("omni-math-500", row, index),
};

function omniProblem(prefix: string, row: Record<string, unknown>, index: number) {
  return {
    id: `${prefix}-${String(index).padStart(4, "0")}`,
    statement: textCell(row, "problem"),
    gold: textCell(row, "answer"),
    solution: optionalCell(row, "solution"),
    level: optionalCell(row, "difficulty"),
    category: listCell(row, "domain").join("; ").slice(0, 200),
  };
}

export const beyondAime: BenchmarkSource = {
  card: {
    ...facts,
    slug: "beyond-aime",
    title: "BeyondAIME",
    description:
      "One hundred new problems above the level of AIME; answers are whole numbers with a sign and of any length.",
    answerKind: "integer",
    redistribution: "allowed",
    licence: "CC0-1.0",
    source: "ByteDance-Seed/BeyondAIME, split test",
    hub: convertedSplit("ByteDance-Seed/BeyondAIME", "default/test/"),
    protocol: { instruction: BOXED, maxTokens: 32_768, temperature: 0.85, samplesPerProblem: 32 },
    aliases: ["beyondaime", "beyond_aime"],
    order: 35,
  },
  files: ["beyond-aime/test.parquet", "BeyondAIME/data/test-00000-of-00001.parquet", "beyond-aime.jsonl"],
  problems: 100,
  toProblem: (row, index) => ({
    id: `beyond-aime-${String(index + 1).padStart(3, "0")}`,
    statement: textCell(row, "problem"),
    gold: textCell(row, "answer"),
  }),
};
