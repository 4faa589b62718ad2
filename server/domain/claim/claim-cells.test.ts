import { describe, expect, it } from "vitest";
import type { Claim } from "@/catalog/systems";
import { countOutcomes } from "@/measure";
import type { Measured } from "../leaderboard";
import { findPairs } from "./find-pairs";
import { judgePair } from "./judge-pair";

const claim: Claim = {
  id: "sift-001",
  systemId: "sift",
  treatment: { label: "SIFT", model: "Org/Some-Model", method: "sift", params: { stages: 3 } },
  baseline: { label: "plain", model: "Org/Some-Model", method: "direct", params: {} },
  metric: "accuracy",
  benchmark: "aime2024",
  benchmarkPrinted: "AIME2024",
  reportedDifference: 10,
  unit: "points",
  protocol: { note: null, maxTokens: null },
  source: "a table",
};

function measured(
  runId: string,
  method: string,
  change: { model?: string; params?: Record<string, unknown>; maxTokens?: number; lift?: string } = {},
  place: Partial<Measured> = {},
): Measured {
  const model = change.model ?? "some model";
  return {
    benchmark: "aime2024",
    version: 1,
    versionId: "bv_1",
    canonical: true,
    verifierKey: "text:1:x",
    ...place,
    row: {
      runId,
      method: { id: method, title: method, params: change.params ?? {} },
      model: { slug: model, name: model },
      team: { slug: "t", name: "T" },
      score: 0.5,
      interval: { newProblems: null, rerun: null },
      rankRange: null,
      tieGroup: null,
      lift: change.lift === undefined ? null : { value: 0, interval: [0, 0], baselineRunId: change.lift },
      liftAtEqualTokens: null,
      tokens: null,
      tokenSource: "unknown",
      outcomes: countOutcomes({ kind: "sampled", samplesPerProblem: 0, classesRecorded: false, problems: [] })
        .outcomes,
      tier: "served",
      attempts: 1,
      sampling: { temperature: 1, maxTokens: change.maxTokens ?? 2048, samples: 4 },
      kind: "generated",
      unranked: null,
      label: null,
      publishedAt: "2026-01-01T00:00:00.000Z",
    },
  };
}

const sift = (runId: string, change: Parameters<typeof measured>[2] = {}, place: Partial<Measured> = {}) =>
  measured(runId, "sift", { params: { stages: 3 }, ...change }, place);
const ids = (rows: Measured[], asked: Claim = claim) =>
  findPairs(asked, rows).map(({ treatment, baseline }) => [treatment.row.runId, baseline.row.runId]);

describe("the pairs of a claim", () => {
  it("take the newest run of the treatment and the baseline of its lift", () => {
    const rows = [sift("new", { lift: "b" }), sift("old"), measured("a", "direct"), measured("b", "direct")];
    expect(ids(rows)).toEqual([["new", "b"]]);
  });

  it("need the model, the method with its parameters, the benchmark and a baseline on the same version", () => {
    const direct = measured("b", "direct");
    expect(ids([sift("t", { params: { stages: 1 } }), direct])).toEqual([]);
    expect(ids([sift("t", { model: "other" }), measured("b", "direct", { model: "other" })])).toEqual([]);
    expect(ids([sift("t", {}, { benchmark: "gsm8k" }), direct])).toEqual([]);
    expect(ids([sift("t", {}, { versionId: "bv_2" }), direct])).toEqual([]);
    expect(ids([sift("t")])).toEqual([]);
  });

  it("of a general claim are one for every model and benchmark, each with its own baseline", () => {
    const general: Claim = {
      ...claim,
      benchmark: "any",
      treatment: { ...claim.treatment, model: null },
      baseline: { ...claim.baseline, model: null },
    };
    const rows = ["x", "y"].flatMap((model) => [
      sift(`t-${model}`, { model }),
      measured(`b-${model}`, "direct", { model }),
    ]);
    expect(ids(rows, general)).toEqual([
      ["t-x", "b-x"],
      ["t-y", "b-y"],
    ]);
  });

  it("say which settings differ", () => {
    const [pair] = findPairs({ ...claim, protocol: { note: null, maxTokens: 8192 } }, [
      sift("t", {}, { canonical: false }),
      measured("b", "direct", { maxTokens: 1024 }),
    ]);
    expect(pair?.differing).toEqual([
      "version: 1 is not the canonical one",
      "token limit: 8192 in the source, 2048 here",
      "token limit: 2048 with the treatment, 1024 with the baseline",
    ]);
  });
});

describe("the verdict of a cell", () => {
  const vector = (rates: number[]) => ({
    perProblem: rates,
    samplesPerProblem: 4,
    rerunVariance: rates.map((rate) => (rate * (1 - rate)) / 3),
  });
  const base = Array.from({ length: 40 }, (_, index) => ((index * 7) % 10) / 20);
  const gain = (points: number) => base.map((rate, index) => rate + (points + (index % 2 ? 2 : -2)) / 100);
  const pair = (differing: string[] = []) => ({
    treatment: sift("t"),
    baseline: measured("b", "direct"),
    differing,
  });
  const verdict = (points: number, asked: Claim = claim, differing: string[] = []) =>
    judgePair(asked, pair(differing), { treatment: vector(gain(points)), baseline: vector(base) });

  it("compares the interval with the reported points", () => {
    expect(verdict(10)).toMatchObject({ verdict: "reproduced", problems: 40, treatmentRunId: "t" });
    expect(verdict(10)?.difference).toBeCloseTo(0.1);
    expect(verdict(3)?.verdict).toBe("smaller");
    expect(verdict(20)?.verdict).toBe("larger");
    expect(verdict(-5)?.verdict).toBe("contradicted");
    expect(verdict(0)).toMatchObject({ verdict: "inconclusive", needed: { problems: expect.any(Number) } });
  });

  it("asks for the direction alone where no number is given, and for nothing where settings differ", () => {
    expect(verdict(3, { ...claim, reportedDifference: null })?.verdict).toBe("reproduced");
    expect(verdict(10, claim, ["token limit"])).toMatchObject({
      verdict: "not comparable",
      differing: ["token limit"],
    });
  });

  it("needs two problems that both have", () => {
    expect(judgePair(claim, pair(), { treatment: vector([1]), baseline: vector([0]) })).toBeNull();
  });
});
