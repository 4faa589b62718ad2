import { describe, expect, it } from "vitest";
import { METHOD_CARDS } from "../methods";
import { coverageOf, SYSTEMS, untestable } from ".";

function system(id: string) {
  const found = SYSTEMS.find(({ card }) => card.id === id);
  if (found === undefined) throw new Error(`no system ${id}`);
  return found;
}

describe("the systems", () => {
  it("are twenty-five, with ids, claims and numbers that nobody else has", () => {
    expect(SYSTEMS).toHaveLength(25);
    expect(new Set(SYSTEMS.map(({ card }) => card.id)).size).toBe(25);
    const claims = SYSTEMS.flatMap((item) => item.claims.map((claim) => claim.id));
    expect(new Set(claims).size).toBe(claims.length);
    for (const { card, tables } of SYSTEMS) {
      expect(card.summary.length, card.id).toBeGreaterThan(80);
      expect(card.tested.length, card.id).toBeGreaterThan(80);
      for (const table of tables) expect(table.rows.length, `${card.id}: ${table.source}`).toBeGreaterThan(0);
    }
  });

  it("keep what the sources print", () => {
    const abstract = system("sift").tables[0];
    expect(abstract?.rows).toEqual([["AIME2024", "DeepSeek-R1", 85.67, "DeepSeek-R1 without SIFT", 78.33]]);
    const rows = SYSTEMS.flatMap(({ tables }) => tables.flatMap((table) => table.rows));
    expect(rows.length).toBeGreaterThanOrEqual(600);
  });
});

describe("claims", () => {
  it("take the difference of a row and its baseline, and gains as they are", () => {
    expect(system("sift").claims[0]).toMatchObject({
      id: "sift-001",
      benchmark: "aime2024",
      reportedDifference: 7.34,
      unit: "points",
      treatment: { model: "DeepSeek-R1", method: "sift" },
      baseline: { model: "DeepSeek-R1", method: "direct" },
    });
    const reductions = system("adactrl").claims.map((claim) => [claim.benchmark, claim.reportedDifference]);
    expect(reductions).toContainEqual(["gsm8k", 91.04]);
  });

  it("name both models where weights are compared, and the method of each side", () => {
    const agentic = system("open-agentrl").claims.filter((claim) => claim.benchmark === "aime2024");
    expect(agentic.map(({ baseline }) => [baseline.model, baseline.method])).toEqual([
      ["Qwen3-4B-Instruct-2507", "tool-loop"],
      ["Qwen3-4B-Instruct-2507", "direct"],
    ]);
    const [pta] = system("pta-grpo").claims;
    expect(pta?.treatment.model).toBe("Qwen3-8B + PTA-GRPO");
  });

  it("leave out means over sets, corpora, ablations and rows of other papers", () => {
    const claims = SYSTEMS.flatMap((item) => item.claims);
    expect(claims.filter((claim) => /^(mean|training)/.test(claim.benchmarkPrinted))).toEqual([]);
    expect(system("intern-s1-mo").claims.map((claim) => claim.reportedDifference)).toEqual([null]);
  });
});

describe("coverage", () => {
  it("is computed from the method cards: without its card a method is not here", () => {
    const { card, claims } = system("sift");
    expect(coverageOf({ card, claims })).toMatchObject({
      status: "runnable",
      methods: [{ id: "sift", here: true }],
      checkableClaims: claims.length,
    });
    const without = METHOD_CARDS.filter(({ id }) => id !== "sift");
    expect(coverageOf({ card, claims }, without)).toMatchObject({
      status: "not yet",
      methods: [{ id: "sift", here: false }],
      engines: [],
      checkableClaims: 0,
    });
  });

  it("names the engines that meet the needs of the main method", () => {
    const engines = (id: string) => coverageOf(system(id)).engines.map((engine) => engine.id);
    expect(engines("sift")).toEqual(["reference", "llama", "openai"]);
    expect(coverageOf(system("subthought-reasoner")).engines.at(-1)).toEqual({
      id: "openai",
      title: "OpenAI-compatible",
      ifServerHas: ["prefix"],
    });
    expect(engines("cyclicreflex")).toEqual(["reference", "llama"]);
  });

  it("calls work on weights checkable where plain runs of both models can test it", () => {
    expect(coverageOf(system("deepdistill")).status).toBe("checkable");
    expect(coverageOf(system("rapo"))).toMatchObject({ status: "not yet", checkableClaims: 0 });
  });

  it("says why a claim cannot be tested", () => {
    const reasons = SYSTEMS.flatMap((item) => item.claims.map((claim) => untestable(claim)));
    expect(reasons).toContain("LiveCodeBench-v6 is not in this catalogue");
    expect(reasons).toContain("responseLengthReduction is no difference of two runs' scores");
    expect(untestable({ ...sift(), benchmark: "any" }, METHOD_CARDS)).toBeNull();
    expect(untestable(sift(), [])).toBe("the method sift is not here yet");
  });
});

function sift() {
  const [claim] = system("sift").claims;
  if (claim === undefined) throw new Error("no claim");
  return claim;
}
