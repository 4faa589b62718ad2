import { amcProblem } from "./contests";
import { type BenchmarkSource, BOXED, convertedSplit } from "./source";

const protocol = { instruction: BOXED, maxTokens: 16_384, temperature: 0.6, samplesPerProblem: 4 };
const facts = {
  answerKind: "number",
  access: "public-text",
  redistribution: "unknown",
  licence: "Contest text of the organiser; copies are published under MIT or Apache-2.0",
  protocol,
} as const;

export const amc23: BenchmarkSource = {
  card: {
    ...facts,
    slug: "amc23-40",
    title: "AMC 2023 (40 problems)",
    description:
      "Forty problems of the AMC 12 of 2023, rewritten from multiple choice to free answers. Another set of 83 problems goes by the same name: see amc-83.",
    source: "math-ai/amc23, split test",
    hub: convertedSplit("math-ai/amc23", "default/test/"),
    aliases: ["amc23", "amc2023", "amc-2023"],
    order: 32,
  },
  files: ["amc2023/qwen25math/test.jsonl", "amc23/test.jsonl", "amc23.jsonl"],
  problems: 40,
  toProblem: amcProblem,
  errata: [
    {
      problemId: null,
      kind: "encoding",
      affects: "canonical",
      note: "Answers are written as floats (27.0); they are read as whole numbers here.",
      correctedGold: null,
      source: "the file itself",
    },
  ],
};

export const amc83: BenchmarkSource = {
  card: {
    ...facts,
    slug: "amc-83",
    title: "AMC 12 of 2022 and 2023 (83 problems)",
    description:
      "Eighty-three problems of the AMC 12 of 2022 and 2023 with free answers. Often called AMC as well; not comparable with amc23-40.",
    source: "AI-MO/aimo-validation-amc, split train",
    hub: convertedSplit("AI-MO/aimo-validation-amc", "default/train/"),
    aliases: ["amc83", "aimo-validation-amc"],
    order: 33,
  },
  files: ["amc2023/rllm/amc.json", "amc83.jsonl"],
  problems: 83,
  toProblem: amcProblem,
};
