import { matharenaProblem } from "./contests";
import { type BenchmarkSource, BOXED } from "./source";

function contest(facts: {
  slug: string;
  title: string;
  folder: string;
  publishedOn: string;
  aliases: string[];
  order: number;
}): BenchmarkSource {
  return {
    card: {
      slug: facts.slug,
      title: facts.title,
      description: `The thirty short-answer problems of ${facts.title}, as MathArena published them; answers are LaTeX, some of them lists.`,
      answerKind: "expression",
      access: "public-text",
      redistribution: "unknown",
      licence: "Contest text of the organiser; the copy is published under MIT",
      source: `eth-sri/matharena, ${facts.folder}`,
      protocol: { instruction: BOXED, maxTokens: 32_768, temperature: 0.6, samplesPerProblem: 4 },
      aliases: facts.aliases,
      order: facts.order,
    },
    fileSets: [[`${facts.folder}/answers.csv`]],
    files: [`${facts.slug}.jsonl`],
    problems: 30,
    toProblem: (row, index) =>
      matharenaProblem(row, index, { prefix: facts.slug, publishedOn: facts.publishedOn, integers: false }),
  };
}

export const hmmtFeb2025 = contest({
  slug: "hmmt-feb-2025",
  title: "HMMT February 2025",
  folder: "hmmt_feb_2025",
  publishedOn: "2025-02-15",
  aliases: ["hmmt25", "hmmt2025", "hmmt_feb_2025"],
  order: 34,
});

export const hmmtFeb2024 = contest({
  slug: "hmmt-feb-2024",
  title: "HMMT February 2024",
  folder: "hmmt_feb_2024",
  publishedOn: "2024-02-17",
  aliases: ["hmmt24", "hmmt2024", "hmmt_feb_2024"],
  order: 60,
});

export const cmimc2024 = contest({
  slug: "cmimc-2024",
  title: "CMIMC 2024",
  folder: "cmimc_2024",
  publishedOn: "2024-04-01",
  aliases: ["cmimc24", "cmimc_2024"],
  order: 61,
});
