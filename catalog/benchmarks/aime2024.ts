import { wordingsOf } from "./aime-wordings";
import {
  type BenchmarkSource,
  BOXED,
  convertedSplit,
  firstCell,
  integerText,
  optionalCell,
  padded,
  textCell,
} from "./source";

const idOf = (paper: "I" | "II", number: number) =>
  `aime2024-${padded(paper === "I" ? number : 15 + number, 2)}`;

/** Copies come in the order of their addresses (1, 10, 11, …); the id follows the contest where the row names its page. */
function placeOf(row: Record<string, unknown>, index: number): string {
  const [, paper, number] = /AIME_(I{1,2})_Problems\/Problem_(\d+)/.exec(String(row.url ?? "")) ?? [];
  if (number === undefined) return `aime2024-${padded(index + 1, 2)}`;
  return idOf(paper === "II" ? "II" : "I", Number(number));
}

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
    hub: convertedSplit("HuggingFaceH4/aime_2024", "default/train/"),
    protocol: { instruction: BOXED, maxTokens: 32_768, temperature: 0.6, samplesPerProblem: 16 },
    aliases: ["aime24", "aime-2024", "aime_2024"],
    order: 30,
  },
  files: ["aime2024/qwen25math/test.jsonl", "aime24/test.jsonl", "aime2024.jsonl"],
  problems: 30,
  toProblem: (row, index) => ({
    id: placeOf(row, index),
    statement: firstCell(row, ["problem", "Problem", "question"]),
    gold: integerText(firstCell(row, ["answer", "Answer"])),
    solution: typeof row.solution === "string" ? row.solution : null,
    publishedOn: "2024-02-01",
    aliases: [
      ...(row.id === undefined ? [] : [{ tool: "qwen-math-harness", alias: textCell(row, "id") }]),
      ...(optionalCell(row, "url") === null ? [] : [{ tool: "aops", alias: textCell(row, "url") }]),
      ...wordingsOf("aime2024", placeOf(row, index)),
    ],
  }),
  errata: [
    {
      problemId: idOf("I", 12),
      kind: "wrong-answer",
      affects: "copies",
      note: "An evaluation toolkit once held 384.",
      correctedGold: "385",
      source: "NVIDIA NeMo-Skills, pull request 118",
    },
    ...[idOf("I", 5), idOf("I", 6), idOf("II", 10)].map((problemId) => ({
      problemId,
      kind: "leaked-answer" as const,
      affects: "copies" as const,
      note: "A ModelScope copy carries the answer inside the statement.",
      correctedGold: null,
      source: "Qwen3, issue 1183",
    })),
    {
      problemId: idOf("I", 5),
      kind: "ambiguous",
      affects: "canonical",
      note: "The arrangement of the rectangles is ambiguous without the figure.",
      correctedGold: null,
      source: "OpenCompass, issue 2026",
    },
    {
      problemId: null,
      kind: "encoding",
      affects: "copies",
      note: "Seven answers carry leading zeros in some copies (025, 073, 023, 045, 033, 080, 055); one copy writes answers as `#### 204`.",
      correctedGold: null,
      source: "comparison of five published copies",
    },
  ],
};
