import { describe, expect, it } from "vitest";
import { comparePaired } from "../paired/compare";
import { matrixOf } from "../test-support/pool-samples";
import { chooseBaseline, type LiftCandidate } from "./choose-baseline";
import { liftAtEqualTokens } from "./equal-tokens";

function direct(runId: string, change: Partial<LiftCandidate> = {}): LiftCandidate {
  return {
    runId,
    submissionId: `of ${runId}`,
    model: "m",
    endpointIdentity: "e",
    benchmarkVersion: "v",
    maxTokens: 4096,
    sampling: "s",
    publishedAt: "2026-01-01T00:00:00Z",
    ranked: true,
    ...change,
  };
}

describe("the baseline of a lift", () => {
  const row = direct("row", { submissionId: "mine" });

  it("is the direct run of the same submission, ranked or not", () => {
    const own = direct("own", { submissionId: "mine", ranked: false });
    expect(chooseBaseline(row, [direct("newer", { publishedAt: "2026-05-01T00:00:00Z" }), own])).toBe(own);
  });

  it("is else the newest ranked one", () => {
    const newest = direct("b", { publishedAt: "2026-03-01T00:00:00Z" });
    const unranked = direct("c", { publishedAt: "2026-04-01T00:00:00Z", ranked: false });
    expect(chooseBaseline(row, [direct("a"), newest, unranked])).toBe(newest);
  });

  it.each(["model", "endpointIdentity", "benchmarkVersion", "sampling"] as const)(
    "agrees in %s",
    (condition) => {
      expect(chooseBaseline(row, [direct("a", { [condition]: "other" })])).toBeNull();
    },
  );

  it("agrees in the token limit, and is missing where no run fits", () => {
    expect(chooseBaseline(row, [direct("a", { maxTokens: null })])).toBeNull();
    expect(chooseBaseline(row, [])).toBeNull();
  });
});

describe("lift at equal tokens", () => {
  const pool = matrixOf(["AAbb", "Abcd", "AAAA"], 100);
  const perProblem = [1, 0.5, 1];
  const at = (tokens: number | null, direct = pool) =>
    liftAtEqualTokens({ method: { perProblem, tokens }, pool: direct, kind: "generated", seed: "direct" });

  it("compares with self-consistency of the same cost, linear between whole k", () => {
    const three = comparePaired(perProblem, [0.5, 0.25, 1]);
    expect(at(300)).toEqual({ ...three, k: 3 });
    const low = at(200)?.difference ?? 0;
    const high = at(300)?.difference ?? 0;
    expect(at(250)?.difference).toBeCloseTo((low + high) / 2, 12);
    expect(at(250)?.k).toBe(2.5);
  });

  it("holds a method cheaper than one sample against one sample", () => {
    expect(at(10)).toEqual(at(100));
    expect(at(10)?.k).toBe(1);
  });

  it("is a dash beyond the pool, for unknown tokens and without classes", () => {
    expect(at(400)?.k).toBe(4);
    expect(at(401)).toBeNull();
    expect(at(null)).toBeNull();
    expect(at(100, matrixOf(["AAbb", "Abcd", "AAAA"]))).toBeNull();
    expect(at(100, { ...pool, classesRecorded: false })).toBeNull();
  });
});
