import { type BenchmarkSource, BOXED, convertedSplit, textCell } from "./source";

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
    hub: convertedSplit("openai/gsm8k", "main/test/"),
    // Every published GSM8K number was read this way: where a text marks no answer, its last number is the answer.
    protocol: {
      instruction: BOXED,
      maxTokens: 2048,
      temperature: 0,
      samplesPerProblem: 1,
      policies: { lastNumberFallback: true },
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
  errata: [
    {
      problemId: null,
      kind: "ambiguous",
      affects: "canonical",
      note: "A number of items are ambiguous or mislabelled; GSM8K-Platinum keeps 1,209 of the 1,319 after review. The difference between both columns shows the label noise.",
      correctedGold: null,
      source: "madrylab/gsm8k-platinum",
    },
  ],
};

export const gsm8kPlatinum: BenchmarkSource = {
  card: {
    ...gsm8k.card,
    slug: "gsm8k-platinum",
    title: "GSM8K-Platinum",
    description:
      "The 1,209 problems of the GSM8K test split that a review kept, with corrected answers. The difference to GSM8K shows how much of a score is label noise.",
    source: "madrylab/gsm8k-platinum, config main, split test",
    hub: convertedSplit("madrylab/gsm8k-platinum", "main/test/"),
    aliases: ["gsm8k_platinum"],
    order: 67,
  },
  files: ["gsm8k-platinum/test.jsonl", "gsm8k-platinum/test.parquet"],
  problems: 1209,
  toProblem: (row, index) => ({
    id: `gsm8k-platinum-${String(index).padStart(4, "0")}`,
    statement: textCell(row, "question"),
    gold: goldOf(textCell(row, "answer")),
    solution: textCell(row, "answer"),
    category: typeof row.cleaning_status === "string" ? row.cleaning_status : null,
  }),
};
