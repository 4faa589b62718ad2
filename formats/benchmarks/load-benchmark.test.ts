import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { benchmarkSource } from "@/catalog/benchmarks";
import { loadBenchmark, loadFiles } from "./load-benchmark";
import { readRows } from "./read-rows";

const store = (files: Record<string, string | Uint8Array>) => ({
  paths: Object.keys(files).sort(),
  read: async (path: string) => {
    const file = files[path] ?? "";
    return typeof file === "string" ? new TextEncoder().encode(file) : file;
  },
});
const bytes = (text: string) => new TextEncoder().encode(text);

function card(name: string) {
  const source = benchmarkSource(name);
  if (source === null) throw new Error(`no card ${name}`);
  return source;
}

describe("readRows", () => {
  const rows = [
    { id: "1", answer: "a, b" },
    { id: "2", answer: "c" },
  ];

  it("reads JSON lines, lists, objects of entries, YAML and CSV alike, gzipped or not", async () => {
    const lines = rows.map((row) => JSON.stringify(row)).join("\n");
    expect(await readRows("x.jsonl", bytes(lines))).toEqual(rows);
    expect(await readRows("x.jsonl.gz", gzipSync(lines))).toEqual(rows);
    expect(await readRows("x.json", bytes(JSON.stringify(rows, null, 1)))).toEqual(rows);
    expect(await readRows("x.json", bytes('{"1": {"answer": "a, b"}, "2": {"answer": "c"}}'))).toEqual(rows);
    expect(await readRows("x.yaml", bytes('- {id: "1", answer: "a, b"}\n- {id: "2", answer: c}\n'))).toEqual(
      rows,
    );
    expect(await readRows("x.csv", bytes('\uFEFFid,answer\n1,"a, b"\n2,c'))).toEqual(rows);
  });

  it("accepts Python's infinities and names the place of anything else that is not JSON", async () => {
    expect(await readRows("x.jsonl", bytes('{"a": [Infinity, -Infinity, "NaN"]}\n{"a": NaN}'))).toEqual([
      { a: ["Infinity", "-Infinity", "NaN"] },
      { a: "NaN" },
    ]);
    await expect(readRows("x.jsonl", bytes('{"a": 1}\n{"a": oops}'))).rejects.toThrow(/x\.jsonl, line 2/);
    await expect(readRows("x.json", bytes("[1]"))).rejects.toThrow(/item 1 is not an object/);
  });
});

describe("loadBenchmark", () => {
  const contest = (paper: string, golds: readonly number[]) => ({
    [`deep/aime_2025_${paper}/answers.csv`]: `id,answer\n${golds.map((gold, index) => `${index + 1},${gold}`).join("\n")}`,
    ...Object.fromEntries(
      golds.map((_, index) => [
        `deep/aime_2025_${paper}/problems/${index + 1}.tex`,
        `Own ${paper} ${index + 1}.\n`,
      ]),
    ),
  });

  it("joins answers and statements of a folder, and the folders of one benchmark in order", async () => {
    const loaded = await loadBenchmark(
      card("aime2025"),
      store({ ...contest("I", [10, 20]), ...contest("II", [30]) }),
    );
    expect(loaded?.problems.map(({ id, statement, gold }) => [id, statement, gold])).toEqual([
      ["aime2025-01", "Own I 1.", "10"],
      ["aime2025-02", "Own I 2.", "20"],
      ["aime2025-03", "Own II 1.", "30"],
    ]);
    expect(await loadBenchmark(card("aime2025"), store(contest("I", [10])))).toBeNull();
    const half = contest("I", [10]);
    delete half["deep/aime_2025_I/problems/1.tex"];
    const files = ["deep/aime_2025_I/answers.csv"];
    await expect(loadFiles(card("aime2025"), store(half), files)).rejects.toThrow(/1\.tex is missing/);
  });

  it("reads golds in the forms that copies use", async () => {
    const amc = [
      { url: "https://x/2023_AMC_12A_Problems/Problem_3", problem: "Own", answer: 27.0 },
      { url: "https://x/2023_AMC_12B_Problems/Problem_4", problem: "Own too", answer: "-1.0" },
    ];
    const loaded = await loadBenchmark(
      card("amc23-40"),
      store({ "amc23.jsonl": amc.map((row) => JSON.stringify(row)).join("\n") }),
    );
    expect(loaded?.problems.map(({ id, gold }) => [id, gold])).toEqual([
      ["2023-12A-03", "27"],
      ["2023-12B-04", "-1"],
    ]);
    const level = (solution: string, idx: number) => ({
      problem: `Own ${idx}`,
      level: "Level 5",
      type: "Algebra",
      solution,
      idx,
    });
    const math = [
      level("so $\\boxed{\\frac{1}{2}}$", 1),
      level("first \\boxed{1}, then \\boxed{-30}", 2),
      level("\\fbox{4}", 3),
    ];
    const l5 = await loadFiles(card("math-l5"), store({ "m.json": JSON.stringify(math) }), ["m.json"]);
    expect(l5.problems.map(({ id, gold }) => [id, gold])).toEqual([
      ["math-test-0002", "-30"],
      ["math-test-0003", "4"],
    ]);
  });
});
