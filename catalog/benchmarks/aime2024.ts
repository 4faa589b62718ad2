import { type BenchmarkSource, textCell } from "./source";

export const aime2024: BenchmarkSource = {
  card: {
    slug: "aime2024",
    title: "AIME 2024",
    description:
      "The thirty problems of both papers of the American Invitational Mathematics Examination 2024; answers are whole numbers from 0 to 999. Released in February 2024 and widely copied since: newer models may have seen it.",
    answerKind: "integer",
    access: "public-text",
    redistribution: "unknown",
    licence: "Contest text of the organiser; copies are published under MIT or Apache-2.0",
    source: "HuggingFaceH4/aime_2024, split train",
    protocol: {
      instruction: "Reason step by step, and put your final answer within \\boxed{}.",
      maxTokens: 32_768,
      temperature: 0.6,
      samplesPerProblem: 16,
    },
    aliases: ["aime24", "aime-2024", "aime_2024"],
    order: 30,
  },
  files: ["aime2024/qwen25math/test.jsonl", "aime24/test.jsonl", "aime2024.jsonl"],
  problems: 30,
  toProblem: (row, index) => ({
    id: `aime2024-${String(index + 1).padStart(2, "0")}`,
    statement: textCell(row, "problem"),
    gold: String(Number(textCell(row, "answer"))),
    solution: typeof row.solution === "string" ? row.solution : null,
    publishedOn: "2024-02-01",
    aliases: row.id === undefined ? [] : [{ tool: "qwen-math-harness", alias: textCell(row, "id") }],
  }),
};
