import { wordingsOf } from "./aime-wordings";
import { matharenaProblem } from "./contests";
import { type BenchmarkErratum, type BenchmarkSource, BOXED, hubFiles, padded } from "./source";

const idOf = (paper: "I" | "II", number: number) =>
  `aime2025-${padded(paper === "I" ? number : 15 + number, 2)}`;

const inCopies = (
  problemId: string | null,
  kind: BenchmarkErratum["kind"],
  note: string,
  source: string,
): BenchmarkErratum => ({ problemId, kind, affects: "copies", note, correctedGold: null, source });

export const aime2025: BenchmarkSource = {
  card: {
    slug: "aime2025",
    title: "AIME 2025",
    description:
      "The thirty problems of both papers of the American Invitational Mathematics Examination 2025; answers are whole numbers from 0 to 999. Released in February 2025.",
    answerKind: "integer",
    access: "public-text",
    redistribution: "unknown",
    licence: "Contest text of the organiser; copies are published under MIT or Apache-2.0",
    source: "eth-sri/matharena, aime_2025_I and aime_2025_II; opencompass/AIME2025",
    hub: hubFiles("opencompass/AIME2025", ["aime2025-I.jsonl", "aime2025-II.jsonl"]),
    protocol: { instruction: BOXED, maxTokens: 32_768, temperature: 0.6, samplesPerProblem: 16 },
    aliases: ["aime25", "aime-2025", "aime_2025"],
    order: 31,
  },
  fileSets: [["aime_2025_I/answers.csv", "aime_2025_II/answers.csv"]],
  files: ["aime2025.jsonl", "aime2025/train.parquet"],
  problems: 30,
  toProblem: (row, index) => {
    const problem = matharenaProblem(row, index, {
      prefix: "aime2025",
      publishedOn: "2025-02-06",
      integers: true,
    });
    return { ...problem, aliases: [...(problem.aliases ?? []), ...wordingsOf("aime2025", problem.id)] };
  },
  errata: [
    inCopies(
      idOf("II", 5),
      "encoding",
      "One copy writes the answer as 336^\\circ.",
      "opencompass/AIME2025, aime2025-II.jsonl",
    ),
    inCopies(
      idOf("I", 14),
      "malformed-statement",
      "A widely copied text has a malformed condition; both angles B and E are 60 degrees.",
      "GAIR-NLP/AIME-Preview, issue 4",
    ),
    inCopies(
      idOf("II", 15),
      "missing-condition",
      "Some copies lack the domain x > 0.",
      "NVIDIA NeMo-Skills, pull request 1531",
    ),
    inCopies(
      null,
      "encoding",
      "In three rows of one copy LaTeX commands were unescaped to control characters, for example a tab for the start of \\triangle.",
      "comparison of published copies",
    ),
  ],
};
