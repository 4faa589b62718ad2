import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BENCHMARK_SOURCES, benchmarkSource } from "@/catalog/benchmarks";
import { type BenchmarkCardInput, benchmarkCardSchema, type ProblemInput } from "@/contracts/benchmark";
import { Secret } from "@/contracts/secret";
import { problem } from "@/db/schema";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { ensureFirstAdmin } from "../account";
import {
  getBenchmark,
  getMethod,
  getSuite,
  importBenchmark,
  listBenchmarks,
  listMethods,
  listSuites,
  readAskedProblems,
  readJudgedProblems,
  resolveBenchmark,
  syncCatalog,
} from ".";

const card: BenchmarkCardInput = {
  slug: "tiny",
  title: "Tiny",
  description: "Two problems.",
  answerKind: "integer",
  access: "public-text",
  redistribution: "allowed",
  licence: "Apache-2.0",
  source: "made for a test",
  protocol: { instruction: "Answer.", maxTokens: 64, temperature: 0, samplesPerProblem: 1 },
  aliases: ["tiny-test"],
};
const problems: ProblemInput[] = [
  {
    id: "a",
    statement: "1+1",
    gold: "2",
    solution: "sentinel solution",
    aliases: [{ tool: "t", alias: "0" }],
  },
  { id: "b", statement: "2+2", gold: "4" },
];

async function setUp() {
  const test = await testDatabase();
  const platform = testPlatform(test.database);
  await ensureFirstAdmin(platform.system, { adminKey: new Secret(`pl_${"A".repeat(43)}`), runnerKey: null });
  return {
    test,
    platform,
    ctx: platform.system,
    [Symbol.asyncDispose]: async () => {
      await platform[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}

describe("importBenchmark", () => {
  it("names a version by its content: the same again is the same, another gold is the next number", async () => {
    await using at = await setUp();
    const first = await importBenchmark(at.ctx, { card, problems });
    expect(first).toMatchObject({ version: 1, problems: 2, created: true });
    expect(await importBenchmark(at.ctx, { card, problems })).toEqual({ ...first, created: false });

    const corrected = [
      problems[0] ?? { id: "", statement: "", gold: "" },
      { id: "b", statement: "2+2", gold: "5" },
    ];
    const second = await importBenchmark(at.ctx, { card, problems: corrected, corrects: 1 });
    expect(second).toMatchObject({ version: 2, created: true });
    expect((await resolveBenchmark(at.ctx, "tiny")).version.version).toBe(1);
    expect((await resolveBenchmark(at.ctx, "TINY-test@2")).version.correctsVersionId).toBe(first.versionId);

    await importBenchmark(at.ctx, { card, problems: corrected, canonical: true });
    expect((await resolveBenchmark(at.ctx, "tiny")).version.version).toBe(2);
    expect(await getBenchmark(at.ctx, "tiny@1")).toMatchObject({ version: 1, problems: 2, runs: 0 });
    await expect(importBenchmark(at.ctx, { card, problems: [...corrected, ...corrected] })).rejects.toThrow(
      /twice/,
    );
    await expect(importBenchmark(at.ctx, { card, problems, corrects: 9 })).resolves.toMatchObject({
      version: 1,
    });
  });

  it("changes the version with the prompt, not with levels or aliases", async () => {
    await using at = await setUp();
    await importBenchmark(at.ctx, { card, problems });
    const labelled = problems.map((one) => ({ ...one, level: "easy", aliases: [] }));
    expect(await importBenchmark(at.ctx, { card, problems: labelled })).toMatchObject({ version: 1 });
    const prompted = { ...card, protocol: { ...card.protocol, instruction: "Think." } };
    expect(await importBenchmark(at.ctx, { card: prompted, problems })).toMatchObject({ version: 2 });
  });

  it("refuses what Postgres cannot hold, bad ids, foreign aliases and people without the right", async () => {
    await using at = await setUp();
    const bad = (one: Partial<ProblemInput>) =>
      importBenchmark(at.ctx, { card, problems: [{ id: "a", statement: "s", gold: "g", ...one }] });
    await expect(bad({ statement: "a\u0000b" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(bad({ gold: "\ud800" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(bad({ id: "two words" })).rejects.toThrow(/Problem 1: id/);
    await importBenchmark(at.ctx, { card, problems });
    await expect(
      importBenchmark(at.ctx, { card: { ...card, slug: "other" }, problems }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(importBenchmark(at.platform.anonymous, { card, problems })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});

describe("syncCatalog", () => {
  it("writes the bundled benchmark once, with 60 problems, and its suite", async () => {
    await using at = await setUp();
    const first = await syncCatalog(at.ctx);
    expect(first.bundled).toMatchObject({ slug: "bundled", version: 1, problems: 60, created: true });
    expect((await syncCatalog(at.ctx)).bundled.created).toBe(false);
    expect(await at.test.db.select().from(problem)).toHaveLength(60);
    expect((await listBenchmarks(at.ctx)).map((one) => one.slug)).toEqual(["bundled"]);
    expect(await listSuites(at.ctx)).toEqual([await getSuite(at.ctx, "bundled")]);
    expect((await getSuite(at.ctx, "bundled")).benchmarks).toMatchObject([{ slug: "bundled", version: 1 }]);
  });
});

describe("reading problems", () => {
  it("keeps what was pinned at the first import from a hub, and shows the errata of the catalogue", async () => {
    await using at = await setUp();
    const source = benchmarkSource("aime2024");
    if (source === null) throw new Error("no card");
    const problem = { id: "aime2024-12", statement: "Own.", gold: "385" };
    const pin = {
      repository: "own/set",
      commit: "a".repeat(40),
      files: [{ path: "test.jsonl", bytes: 3, sha256: "b".repeat(64) }],
    };
    await importBenchmark(at.ctx, { card: { ...source.card, pin }, problems: [problem] });
    await importBenchmark(at.ctx, { card: source.card, problems: [problem] });
    await syncCatalog(at.ctx);
    await syncCatalog(at.ctx);
    const stored = await getBenchmark(at.ctx, "aime2024");
    expect(stored.pin).toEqual(pin);
    expect(stored.errata).toHaveLength(source.errata?.length ?? 0);
    expect(stored.errata).toContainEqual(source.errata?.[0]);
    const repinned = { ...pin, commit: "c".repeat(40) };
    await importBenchmark(at.ctx, { card: { ...source.card, pin: repinned }, problems: [problem] });
    expect((await getBenchmark(at.ctx, "aime2024")).pin).toEqual(repinned);
    await importBenchmark(at.ctx, { card, problems });
    expect(await getBenchmark(at.ctx, "tiny")).toMatchObject({ pin: null, errata: [] });
  });

  it("tells golds and aliases to judges only, and solutions to nobody", async () => {
    await using at = await setUp();
    const { versionId } = await importBenchmark(at.ctx, { card, problems });
    const asked = await readAskedProblems(at.ctx, versionId);
    expect(asked.map((one) => one.id)).toEqual(["a", "b"]);
    expect(Object.keys(asked[0] ?? {})).not.toContain("gold");
    const judged: unknown[] = [];
    for await (const one of readJudgedProblems(at.ctx, versionId, ["a"])) judged.push(one);
    expect(judged).toMatchObject([{ id: "a", gold: "2", aliases: [{ tool: "t", alias: "0" }] }]);
    expect(JSON.stringify([asked, judged])).not.toContain("sentinel");
  });
});

describe("methods", () => {
  it("are listed with their parameters as JSON Schema", () => {
    expect(listMethods().map((one) => one.id)).toContain("direct");
    expect(getMethod("self-consistency").parameters).toMatchObject({ type: "object" });
    expect(() => getMethod("nothing")).toThrow(/no such method/);
  });
});

describe("benchmark cards", () => {
  it.each(BENCHMARK_SOURCES.map((source) => [source.card.slug, source] as const))(
    "%s is a card",
    (_, source) => {
      expect(benchmarkCardSchema.parse(source.card).slug).toBe(source.card.slug);
    },
  );

  const folder = path.join(process.env.PLUMBLINE_SHARED ?? "../shared", "data/benchmarks");
  it.for(["gsm8k", "aime2024", "math500"])(
    "%s reads the real file, where the shared data is at hand",
    (name, { skip }) => {
      const source = benchmarkSource(name);
      const file = source?.files
        .map((ending) => path.join(folder, ending))
        .find((place) => existsSync(place));
      if (source === null || file === undefined) return skip(`no ${name} under ${folder}`);
      const rows = readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "");
      const read = rows.map((line, index) => source.toProblem(JSON.parse(line), index));
      expect(read).toHaveLength(source.problems);
      expect(new Set(read.map((one) => one.id)).size).toBe(source.problems);
      expect(read.every((one) => one.gold !== "" && !one.gold.includes("####"))).toBe(true);
    },
  );
});
