import { type BenchmarkSource, BOXED, convertedSplit, firstCell, textCell } from "./source";

/** `test/precalculus/807.json` names a problem in the parent set; as an id it loses folders and ending. */
function idOf(uniqueId: string): string {
  return uniqueId
    .replace(/\.json$/, "")
    .replace(/^test\//, "")
    .replaceAll("/", "-");
}

/** Tables for reinforcement learning keep question and answer one level down. */
const recordOf = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});

export const math500: BenchmarkSource = {
  card: {
    slug: "math500",
    title: "MATH-500",
    description:
      "Five hundred problems drawn at random from the test split of MATH: seven subjects, five levels, answers in LaTeX. The other 4,500 test problems are training data of PRM800K.",
    answerKind: "expression",
    access: "public-text",
    redistribution: "attribution",
    licence: "MIT",
    source: "HuggingFaceH4/MATH-500, split test",
    hub: convertedSplit("HuggingFaceH4/MATH-500", "default/test/"),
    protocol: { instruction: BOXED, maxTokens: 16_384, temperature: 0.6, samplesPerProblem: 4 },
    aliases: ["math-500", "math_500"],
    order: 40,
  },
  files: [
    "math500/simplerl/test.jsonl",
    "math500/simplerl-parquet/test.parquet",
    "math500/test.jsonl",
    "MATH-500/test.jsonl",
    "math500.jsonl",
  ],
  problems: 500,
  toProblem: (row) => ({
    id: idOf(textCell(row, "unique_id")),
    statement: firstCell({ ...recordOf(row.extra_info), ...row }, ["problem", "question"]),
    gold: firstCell({ ...recordOf(row.reward_model), ...row }, ["answer", "ground_truth"]),
    solution: textCell(row, "solution"),
    level: textCell(row, "level"),
    category: textCell(row, "subject"),
    aliases: [{ tool: "math", alias: textCell(row, "unique_id") }],
  }),
  errata: [
    {
      problemId: null,
      kind: "missing-figure",
      affects: "canonical",
      note: "Forty-two problems depend on figure code ([asy]) that stands in the statement.",
      correctedGold: null,
      source: "the file itself",
    },
  ],
};
