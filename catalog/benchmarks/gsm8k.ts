import { type BenchmarkSource, textCell } from "./source";

/** The reference answer of a row stands after the last `####`. */
function goldOf(answer: string): string {
  return answer.slice(answer.lastIndexOf("####") + 4).trim();
}

export const gsm8k: BenchmarkSource = {
  card: {
    slug: "gsm8k",
    title: "GSM8K",
    description:
      "Grade-school word problems that take two to eight steps of arithmetic; the 1,319 problems of the test split. Some items are ambiguous or mislabelled.",
    answerKind: "number",
    access: "public-text",
    redistribution: "attribution",
    licence: "MIT",
    source: "openai/gsm8k, config main, split test",
    protocol: {
      instruction: "Reason step by step, and put your final answer within \\boxed{}.",
      maxTokens: 2048,
      temperature: 0,
      samplesPerProblem: 1,
    },
    aliases: ["gsm8k-test"],
    order: 20,
  },
  files: ["gsm8k/openai/test.jsonl", "gsm8k/qwen25math/test.jsonl", "gsm8k/test.jsonl", "gsm8k.jsonl"],
  problems: 1319,
  toProblem: (row, index) => ({
    id: `gsm8k-${String(index).padStart(4, "0")}`,
    statement: textCell(row, "question"),
    gold: goldOf(textCell(row, "answer")),
    solution: textCell(row, "answer"),
    aliases: [{ tool: "zeroeval", alias: `gsm8k-main-test-#${index}` }],
  }),
};
