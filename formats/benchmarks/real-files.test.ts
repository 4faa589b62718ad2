import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BENCHMARK_SOURCES, benchmarkSource } from "@/catalog/benchmarks";
import { problemInputSchema } from "@/contracts/benchmark";
import { isStorable } from "@/contracts/storable";
import { type FileStore, loadBenchmark, loadFiles } from "./load-benchmark";

const folder = path.join(process.env.PLUMBLINE_SHARED ?? "../shared", "data/benchmarks");

function store(): FileStore {
  return {
    paths: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort(),
    read: async (name) => readFileSync(path.join(folder, name)),
  };
}

const AT_HAND = [
  "gsm8k",
  "aime2024",
  "aime2025",
  "amc23-40",
  "amc-83",
  "hmmt-feb-2025",
  "hmmt-feb-2024",
  "cmimc-2024",
  "math500",
  "math-test",
  "math-l5",
  "minerva-math",
  "olympiadbench-675",
  "mmmu-val",
  "humaneval",
  "humaneval-plus",
  "mbpp",
  "mbpp-plus-early",
  "livecodebench-v5",
  "processbench",
  "aqua",
  "sat-math",
  "mmlu-stem",
];

/** Reference answers of AIME 2025, both papers, as its own checksum. */
const AIME_2025 = [
  ...[70, 588, 16, 117, 279, 504, 821, 77, 62, 81, 259, 510, 204, 60, 735],
  ...[468, 49, 82, 106, 336, 293, 237, 610, 149, 907, 113, 19, 248, 104, 240],
];

describe("benchmark files of the shared data", () => {
  it.for(AT_HAND)("%s is read whole", async (name, { skip }) => {
    if (!existsSync(folder)) return skip(`the shared data is not at ${folder}; set PLUMBLINE_SHARED`);
    const source = benchmarkSource(name);
    if (source === null) throw new Error(`no card ${name}`);
    const loaded = await loadBenchmark(source, store());
    const problems = (loaded?.problems ?? []).map((problem) => problemInputSchema.parse(problem));
    expect(problems).toHaveLength(source.problems);
    expect(new Set(problems.map(({ id }) => id)).size).toBe(source.problems);
    expect(problems.every(isStorable)).toBe(true);
    const aliases = problems.flatMap((problem) => problem.aliases.map((one) => `${one.tool} ${one.alias}`));
    expect(new Set(aliases).size).toBe(aliases.length);
    if (source.card.answerKind === "code")
      expect(problems.every(({ judging }) => judging !== null)).toBe(true);
    else expect(problems.filter(({ gold }) => gold.trim() === "" || gold.includes("####"))).toEqual([]);
    if (source.card.answerKind === "integer")
      expect(problems.filter(({ gold }) => !/^-?\d+$/.test(gold))).toEqual([]);
    if (name === "aime2025") expect(problems.map(({ gold }) => Number(gold))).toEqual(AIME_2025);
    for (const erratum of source.errata ?? [])
      if (erratum.problemId !== null) expect(problems.map(({ id }) => id)).toContain(erratum.problemId);
  });

  it("of one set say the same in every copy and format", async ({ skip }) => {
    if (!existsSync(folder)) return skip(`the shared data is not at ${folder}; set PLUMBLINE_SHARED`);
    const golds = async (name: string, file: string) => {
      const source = benchmarkSource(name);
      if (source === null) throw new Error(`no card ${name}`);
      const { problems } = await loadFiles(source, store(), [file]);
      return problems.map(({ id, gold }) => `${id} ${gold}`).sort();
    };
    const lines = await golds("math500", "math500/simplerl/test.jsonl");
    expect(await golds("math500", "math500/simplerl-parquet/test.parquet")).toEqual(lines);
    const gsm8k = await golds("gsm8k", "gsm8k/openai/test.jsonl");
    expect(await golds("gsm8k", "gsm8k/qwen25math/test.jsonl")).toEqual(gsm8k);
    expect(await golds("olympiadbench-675", "olympiadbench/limo/test.jsonl")).toHaveLength(675);
    // A copy that names neither contest nor page cannot be put in the contest's order.
    await expect(golds("aime2024", "aime2024/qwq/aime24.jsonl")).rejects.toThrow(/none of the columns/);
  });

  it("have one card for every name", () => {
    const names = BENCHMARK_SOURCES.flatMap(({ card }) => [card.slug, ...(card.aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
  });
});
