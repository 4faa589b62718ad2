import type { ProblemInput } from "@/contracts/benchmark";
import { type BenchmarkSource, BOXED, lastBoxed, optionalCell, padded, textCell } from "./source";

const MATH = {
  answerKind: "expression",
  access: "public-text",
  redistribution: "attribution",
  licence: "MIT",
} as const;

/** A row of MATH: no answer column, the gold is the last box of the reference solution. */
function mathProblem(row: Record<string, unknown>, index: number): ProblemInput {
  const solution = textCell(row, "solution");
  const uniqueId = optionalCell(row, "unique_id");
  return {
    id: `math-test-${padded(optionalCell(row, "idx") ?? index, 4)}`,
    statement: textCell(row, "problem"),
    gold: lastBoxed(solution),
    solution,
    level: textCell(row, "level").replace(/^Level /, ""),
    category: optionalCell(row, "type") ?? optionalCell(row, "subject"),
    aliases: uniqueId === null ? [] : [{ tool: "math", alias: uniqueId }],
  };
}

export const mathTest: BenchmarkSource = {
  card: {
    ...MATH,
    slug: "math-test",
    title: "MATH (test split)",
    description:
      "The 5,000 test problems of MATH: seven subjects, five levels, answers in LaTeX. All but the 500 of MATH-500 are training data of PRM800K.",
    source: "hendrycks/competition_math, split test",
    protocol: { instruction: BOXED, maxTokens: 16_384, temperature: 0, samplesPerProblem: 1 },
    aliases: ["math_test", "hendrycks-math", "hendrycks_math"],
    order: 41,
  },
  files: ["math-test/zubingou/test.jsonl", "math/test.jsonl", "math-test.jsonl"],
  problems: 5000,
  toProblem: mathProblem,
};

/** The subset's rule: level 5, and the reference answer reads as a whole number, digits with an underscore included. */
const WHOLE_NUMBER = /^-?\d+(?:_\d+)*$/;

export const mathL5: BenchmarkSource = {
  card: {
    ...MATH,
    slug: "math-l5",
    title: "MATH level 5 (721 problems)",
    description:
      "The problems of level 5 of the MATH test split whose reference answer is a whole number: the set that ZeroEval calls math-l5. All of level 5 are 1,324 problems; the 134 of MATH-500 are another set again.",
    source: "WildEval/ZeroEval, math-l5; drawn from hendrycks/competition_math, split test",
    protocol: { instruction: BOXED, maxTokens: 16_384, temperature: 0, samplesPerProblem: 1 },
    aliases: ["math_l5", "math-level-5"],
    order: 42,
  },
  files: mathTest.files,
  problems: 721,
  isMember: (row) =>
    /^(Level )?5$/.test(textCell(row, "level")) && WHOLE_NUMBER.test(lastBoxed(textCell(row, "solution"))),
  toProblem: mathProblem,
};

export const minervaMath: BenchmarkSource = {
  card: {
    ...MATH,
    slug: "minerva-math",
    title: "Minerva MATH (OCW courses)",
    description:
      "272 problems from university courses in science and mathematics, collected for Minerva; answers are numbers, often in scientific notation, and expressions.",
    source: "Qwen2.5-Math, evaluation/data/minerva_math",
    protocol: { instruction: BOXED, maxTokens: 16_384, temperature: 0.6, samplesPerProblem: 4 },
    aliases: ["minerva_math", "minerva", "ocw-courses"],
    order: 43,
  },
  files: ["minerva_math/qwen25math/test.jsonl", "minerva_math/test.jsonl", "minerva-math.jsonl"],
  problems: 272,
  toProblem: (row, index) => {
    const solution = textCell(row, "solution");
    return {
      id: `minerva-${padded(optionalCell(row, "idx") ?? index, 3)}`,
      statement: textCell(row, "problem"),
      gold: lastBoxed(solution),
      solution,
      category: optionalCell(row, "type"),
    };
  },
};
