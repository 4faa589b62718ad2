import { createReadStream, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { benchmarkSource } from "@/catalog/benchmarks";
import { problemInputSchema } from "@/contracts/benchmark";
import type { JudgedProblem } from "@/contracts/runner";
import { loadBenchmark } from "@/formats/benchmarks";
import { VerifierPool } from "@/verify/pool";
import { checkUpload } from "./check-upload";
import { storeUpload } from "./store-upload";
import { uploadLines } from "./upload-lines";

const fixtures = path.join(import.meta.dirname, "../../formats/fixtures");
const shared = path.join(process.env.PLUMBLINE_SHARED ?? "../shared", "data");

const own = new Map(
  [
    ["Ada packs $12$ boxes with $7$ pens each. How many pens does she pack?", "84"],
    ["Solve $3x - 5 = 16$ for $x$. Give the value of $x$ only.", "7"],
    ["What is the remainder when $2^{10}$ is divided by $7$?", "2"],
    ["Compute $\\frac{3}{4} + \\frac{1}{8}$ as a common fraction.", "\\frac{7}{8}"],
    ["A square has diagonal $6\\sqrt{2}$. What is its area, in square units?", "36"],
    ["Write $0.\\overline{27}$ as a fraction in lowest terms, please.", "\\frac{3}{11}"],
  ].map(([statement = "", gold = ""], index): [string, JudgedProblem] => [
    `own-${index + 1}`,
    {
      id: `own-${index + 1}`,
      statement,
      gold,
      images: [],
      options: null,
      answerKind: "expression",
      level: null,
      judging: null,
      aliases: [],
    },
  ]),
);

const pool = new VerifierPool({ size: 1, budgetMs: 30_000 });
afterAll(() => pool.close());

async function stored(file: string, problems: ReadonlyMap<string, JudgedProblem>) {
  const rows: { id: string; outcome: string; artifacts: unknown }[] = [];
  const failure = await storeUpload(
    uploadLines(createReadStream(file), problems),
    problems,
    { policies: {}, pool },
    async (sample, verdict) => {
      rows.push({
        id: `${sample.problemId}#${sample.sample}`,
        outcome: verdict.outcome,
        artifacts: sample.trace.artifacts,
      });
    },
  );
  expect(failure).toBeNull();
  return rows;
}

describe("uploads that other tools wrote", () => {
  it("are matched by statement, counted and flagged, and stored with what the tool said", async () => {
    const file = path.join(fixtures, "qwen-math-harness.jsonl");
    const check = await checkUpload(createReadStream(file), own);
    expect(check.ingest).toMatchObject({
      format: "qwen-math-harness",
      goodLines: 10,
      badLines: 1,
      matchedBy: { statement: 10 },
      refused: { not_a_trace_line: 1 },
      otherGold: 2,
      samplesPerProblem: 2,
    });
    expect(check.lineErrors.map(({ line, code }) => [line, code])).toEqual(
      expect.arrayContaining([
        [6, "not_a_trace_line"],
        [5, "other_gold"],
      ]),
    );
    const rows = await stored(file, own);
    expect(rows).toHaveLength(10);
    expect(rows[0]).toMatchObject({
      id: "own-1#0",
      outcome: "correct",
      artifacts: { imported: { tool: "qwen-math-harness", correct: true, extracted: "84" } },
    });
    expect(rows.find(({ id }) => id === "own-5#1")).toMatchObject({ outcome: "correct" });
  });

  it("number the samples in file order where the file does not, and leave no temporary file behind", async () => {
    const leftovers = async () =>
      (await readdir(tmpdir())).filter((name) => name.startsWith("plumbline-upload-"));
    const before = await leftovers();
    const rows = await stored(path.join(fixtures, "inspect.eval"), own);
    expect(rows.map(({ id }) => id)).toEqual(["own-1#0", "own-1#1", "own-2#0", "own-3#0", "own-6#0"]);
    const parquet = await checkUpload(createReadStream(path.join(fixtures, "table.parquet")), own);
    expect(parquet.ingest).toMatchObject({
      goodLines: 12,
      partial: false,
      matchedBy: { prompt: 12 },
      prompt: "theirs",
    });
    const judge = await stored(path.join(fixtures, "omni-math-judge.jsonl"), own);
    expect(judge.map(({ id }) => id)).toEqual(["own-1#0", "own-2#0", "own-3#0", "own-4#0", "own-5#0"]);
    expect(await leftovers()).toEqual(before);
  });

  it("are partial where problems are missing", async () => {
    const hub = await checkUpload(createReadStream(path.join(fixtures, "matharena-hub.jsonl")), own);
    expect(hub.ingest).toMatchObject({ goodLines: 6, badLines: 0, partial: true });
  });

  it.for([
    ["skythought-qwen-harness/Qwen2.5-14B-Instruct/aime24.jsonl", "aime2024", 30, 6],
    ["skythought-inference/aime24-still2_sys_zero.json", "aime2024", 30, 6],
    [
      "evalchemy/MixtureVitae-300BT-v1-WithChatTemplate/results_2026-03-23T01-52-05.448202.json",
      "amc23-40",
      400,
      60,
    ],
    ["optillm-aime24/llama3.1-8b-instruct.json", "aime2024", 30, 1],
  ] as const)("the real file %s is ingested whole", async ([name, slug, samples, correct], { skip }) => {
    const file = path.join(shared, "traces", name);
    if (!existsSync(file)) return skip(`the shared data is not at ${shared}; set PLUMBLINE_SHARED`);
    const problems = await realProblems(slug);
    const check = await checkUpload(createReadStream(file), problems);
    expect(check.ingest).toMatchObject({ goodLines: samples, badLines: 0, partial: false, otherGold: 0 });
    const rows = await stored(file, problems);
    expect(rows.filter(({ outcome }) => outcome === "correct")).toHaveLength(correct);
  });
});

async function realProblems(slug: string): Promise<Map<string, JudgedProblem>> {
  const source = benchmarkSource(slug);
  const folder = path.join(shared, "benchmarks");
  const paths = await readdir(folder, { recursive: true });
  const { readFile } = await import("node:fs/promises");
  const loaded =
    source && (await loadBenchmark(source, { paths, read: (name) => readFile(path.join(folder, name)) }));
  return new Map(
    (loaded?.problems ?? []).map((input) => {
      const {
        solution: _,
        category: __,
        publishedOn: ___,
        answerKind,
        ...rest
      } = problemInputSchema.parse(input);
      return [input.id, { ...rest, answerKind: answerKind ?? source?.card.answerKind ?? "text" }];
    }),
  );
}
