import type { ProblemInput } from "@/contracts/benchmark";
import { type BenchmarkSource, convertedSplit, listCell, optionalCell, PROGRAM, textCell } from "./source";

const facts = {
  answerKind: "code",
  access: "public-text",
  redistribution: "attribution",
  protocol: { instruction: PROGRAM, maxTokens: 4096, temperature: 0, samplesPerProblem: 1 },
} as const;

/** `HumanEval/12` is known to every tool; as an id the slash becomes a hyphen. */
function humanEvalProblem(row: Record<string, unknown>): ProblemInput {
  const taskId = textCell(row, "task_id");
  return {
    id: taskId.replaceAll("/", "-"),
    statement: textCell(row, "prompt"),
    gold: "",
    solution: textCell(row, "canonical_solution"),
    aliases: [{ tool: "humaneval", alias: taskId }],
    judging: {
      style: "python-check",
      prompt: textCell(row, "prompt"),
      entryPoint: textCell(row, "entry_point"),
      test: textCell(row, "test"),
    },
  };
}

export const humaneval: BenchmarkSource = {
  card: {
    ...facts,
    slug: "humaneval",
    title: "HumanEval",
    description:
      "164 Python functions to complete from signature and docstring, judged by a handful of tests each. The tests are weak and a few reference solutions wrong; HumanEval+ mends both and is a benchmark of its own.",
    licence: "MIT",
    source: "openai/human-eval, data/HumanEval.jsonl.gz",
    aliases: ["human-eval", "openai_humaneval"],
    order: 50,
  },
  files: ["humaneval/HumanEval.jsonl.gz", "HumanEval.jsonl.gz", "humaneval.jsonl"],
  problems: 164,
  toProblem: humanEvalProblem,
  errata: [
    {
      problemId: null,
      kind: "wrong-test",
      affects: "canonical",
      note: "Weak tests and a few wrong reference solutions; HumanEval+ corrects them.",
      correctedGold: null,
      source: "evalplus/humanevalplus",
    },
  ],
};

export const humanevalPlus: BenchmarkSource = {
  card: {
    ...facts,
    slug: "humaneval-plus",
    title: "HumanEval+",
    description:
      "The 164 tasks of HumanEval with about eighty times as many tests, from EvalPlus. A program counts as right when it passes the base tests and the added ones.",
    licence: "MIT (HumanEval), Apache-2.0 (EvalPlus)",
    source: "evalplus/humanevalplus_release, HumanEvalPlus.jsonl.gz",
    aliases: ["humanevalplus", "human-eval-plus"],
    order: 51,
  },
  files: ["humaneval-plus/HumanEvalPlus.jsonl.gz", "HumanEvalPlus.jsonl.gz"],
  problems: 164,
  rawColumns: ["base_input", "plus_input"],
  toProblem: (row) => {
    const prompt = textCell(row, "prompt");
    const entryPoint = textCell(row, "entry_point");
    return {
      ...humanEvalProblem(row),
      judging: {
        style: "python-inputs",
        prompt,
        entryPoint,
        reference: `${prompt}${textCell(row, "canonical_solution")}`,
        baseInput: textCell(row, "base_input"),
        plusInput: textCell(row, "plus_input"),
        tolerance: row.atol ?? 0,
        // A polynomial has several zeros; any of them is right.
        rule: entryPoint === "find_zero" ? "root" : "equal",
      },
    };
  },
};

/** The function of the reference solution that the tests call; MBPP names it nowhere else. */
function testedFunction(solution: string, tests: readonly string[]): string | null {
  const defined = [...solution.matchAll(/^def\s+(\w+)/gm)].map((match) => match[1] ?? "");
  return defined.findLast((name) => tests.some((test) => new RegExp(`\\b${name}\\s*\\(`).test(test))) ?? null;
}

function mbppProblem(row: Record<string, unknown>): ProblemInput {
  const number = textCell(row, "task_id").replace(/^Mbpp\//, "");
  const tests = listCell(row, "test_list");
  const statement = optionalCell(row, "text") ?? textCell(row, "prompt");
  const setup =
    optionalCell(row, "test_setup_code") ?? listCell({ imports: [], ...row }, "test_imports").join("\n");
  return {
    id: `Mbpp-${number}`,
    // The function's name is known from a test only, so one test is part of what is asked.
    statement: `${statement}\nYour code should pass this test:\n${tests[0] ?? ""}`,
    gold: "",
    solution: textCell(row, "code"),
    aliases: [
      { tool: "mbpp", alias: `Mbpp/${number}` },
      { tool: "mbpp", alias: number },
    ],
    judging: {
      style: "python-asserts",
      setup,
      tests,
      entryPoint: testedFunction(textCell(row, "code"), tests),
      // Set-up code that is more than imports builds objects of the program's own classes.
      isolation: /^(?:\s*(?:import|from)\s[^\n]*\n?)*$/.test(setup.trim()) ? "split" : "shared",
      challengeTests: Array.isArray(row.challenge_test_list) ? listCell(row, "challenge_test_list") : [],
    },
  };
}

export const mbpp: BenchmarkSource = {
  card: {
    ...facts,
    slug: "mbpp",
    title: "MBPP (test split)",
    description:
      "Five hundred short Python tasks (11 to 510 of the 974), three asserts each; one of them is shown, because the function's name is not in the text.",
    licence: "CC-BY-4.0",
    source: "google-research-datasets/mbpp, config full, split test",
    hub: convertedSplit("google-research-datasets/mbpp", "full/test/"),
    aliases: ["mbpp-test", "mbpp-full"],
    order: 52,
  },
  files: ["mbpp/mbpp.jsonl", "mbpp.jsonl"],
  problems: 500,
  isMember: (row) => Number(row.task_id) >= 11 && Number(row.task_id) <= 510,
  toProblem: mbppProblem,
};

export const mbppSanitized: BenchmarkSource = {
  card: {
    ...facts,
    slug: "mbpp-sanitized",
    title: "MBPP sanitized (test split)",
    description:
      "The 257 test tasks of the hand-verified part of MBPP. Three asserts per task let false positives through.",
    licence: "CC-BY-4.0",
    source: "google-research-datasets/mbpp, config sanitized, split test",
    hub: convertedSplit("google-research-datasets/mbpp", "sanitized/test/"),
    aliases: ["mbpp_sanitized"],
    order: 53,
  },
  files: ["mbpp-sanitized/test.jsonl", "sanitized-mbpp.json"],
  problems: 257,
  isMember: (row) => Number(row.task_id) >= 11 && Number(row.task_id) <= 510,
  toProblem: (row) => mbppProblem({ test_setup_code: "", ...row, test_imports: row.test_imports ?? [] }),
};

const STDIN_TAIL = "\n\nRead the inputs from stdin";
const STARTER_TAIL = "\n\nYou will use the following starter code";

/** A prompt of the file wraps the statement; only the statement is the problem's. */
function unwrapped(prompt: string): string {
  const start = prompt.indexOf("Question: ");
  const body = start < 0 ? prompt : prompt.slice(start + "Question: ".length);
  const ends = [STDIN_TAIL, STARTER_TAIL].map((tail) => body.indexOf(tail)).filter((at) => at > 0);
  return (ends.length === 0 ? body : body.slice(0, Math.min(...ends))).trim();
}

/**
 * Tests of a contest problem, where the row brings them: `public_test_cases` and `private_test_cases` as JSON lists (the
 * hub's compressed form is not read), the function's name in `metadata`. Other rows name files of tests.
 */
function contestTests(row: Record<string, unknown>, isCall: boolean): Record<string, unknown> {
  const columns = [row.public_test_cases, row.private_test_cases].filter((cell) => typeof cell === "string");
  const lists = columns
    .filter((cell) => cell.trimStart().startsWith("["))
    .map((cell): unknown => JSON.parse(cell));
  const style = isCall ? "python-call" : "stdin-stdout";
  if (lists.length < columns.length || lists.length === 0) return { style, tests: row.tests ?? null };
  const metadata =
    typeof row.metadata === "string" ? (JSON.parse(row.metadata) as { func_name?: unknown }) : {};
  const call = isCall ? { className: "Solution", entryPoint: metadata.func_name ?? null } : {};
  return { style, ...call, tests: lists.flat() };
}

export const livecodebenchV5: BenchmarkSource = {
  card: {
    ...facts,
    slug: "livecodebench-v5",
    title: "LiveCodeBench v5, 2024-08 to 2025-01",
    description:
      "The 279 contest problems of release v5 dated from August 2024 to January 2025, the window of the QwQ evaluation. The whole release has 880 from 2023-05; a score without its window is not comparable. The file at hand names its tests and does not hold them: verdicts can be imported, programs run only from a file with tests.",
    licence: "Apache-2.0 (QwQ); the hub's card says cc",
    source: "QwenLM/QwQ, eval/data/livecodebench_v5.jsonl; livecodebench/code_generation_lite, release v5",
    protocol: { instruction: PROGRAM, maxTokens: 32_768, temperature: 0.6, samplesPerProblem: 4 },
    aliases: ["livecodebench_v5", "lcb-v5"],
    order: 54,
  },
  files: ["livecodebench/qwq/livecodebench_v5.jsonl", "livecodebench_v5.jsonl"],
  problems: 279,
  toProblem: (row) => {
    const id = textCell(row, "question_id");
    const prompt = textCell(row, "prompt");
    return {
      id: `lcb-${id}`,
      statement: unwrapped(prompt),
      gold: "",
      publishedOn: textCell(row, "contest_date").slice(0, 10),
      category: textCell(row, "contest_id"),
      aliases: [{ tool: "livecodebench", alias: id }],
      judging: contestTests(row, prompt.includes(STARTER_TAIL)),
    };
  },
  errata: [
    {
      problemId: null,
      kind: "wrong-test",
      affects: "canonical",
      note: "Some tests are wrong; LiveCodeBench_Verified keeps 331 cleaned problems.",
      correctedGold: null,
      source: "LiveCodeBench_Verified",
    },
  ],
};

/** Tasks of MBPP whose answer is a set, written as a list or tuple in any order. */
const UNORDERED = new Set([
  "similar_elements",
  "find_char_long",
  "common_in_nested_lists",
  "extract_singly",
  "larg_nnum",
  "intersection_array",
  "find_dissimilar",
  "Diff",
]);

export const mbppPlusEarly: BenchmarkSource = {
  card: {
    ...facts,
    slug: "mbpp-plus-early",
    title: "MBPP+ (early, 420 tasks)",
    description:
      "A development version of MBPP+ with 420 tasks. The published MBPP+ v0.2.0 has 378; scores of the two are not comparable.",
    licence: "Apache-2.0 (EvalPlus), CC-BY-4.0 (MBPP)",
    source: "evalplus/evalplus, MbppPlus.jsonl of the early history",
    aliases: ["mbppplus-early"],
    order: 62,
  },
  files: ["mbpp-plus/MbppPlus.jsonl"],
  problems: 420,
  rawColumns: ["base_input", "plus_input"],
  toProblem: (row) => {
    const number = textCell(row, "task_id").replace(/^Mbpp\//, "");
    return {
      id: `Mbpp-${number}`,
      statement: textCell(row, "prompt"),
      gold: "",
      solution: textCell(row, "canonical_solution"),
      aliases: [
        { tool: "mbpp", alias: `Mbpp/${number}` },
        { tool: "mbpp", alias: number },
      ],
      judging: {
        style: "python-inputs",
        entryPoint: textCell(row, "entry_point"),
        reference: textCell(row, "canonical_solution"),
        baseInput: textCell(row, "base_input"),
        plusInput: textCell(row, "plus_input"),
        tolerance: row.atol ?? 0,
        rule: UNORDERED.has(textCell(row, "entry_point")) ? "unordered" : "equal",
      },
    };
  },
};
