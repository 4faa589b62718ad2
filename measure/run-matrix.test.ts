import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTCOMES } from "@/contracts/outcome";
import { completenessOf } from "./completeness";
import { countOutcomes } from "./outcome-counts";
import { reducePool } from "./reducers/reduce-pool";
import { selfConsistency } from "./reducers/self-consistency";
import { type PoolSample, problemCounts, problemScores, type SampledMatrix } from "./run-matrix";
import { RunMatrixError } from "./run-matrix-check";
import { decodeRunMatrix, encodeRunMatrix } from "./run-matrix-codec";
import { matrixOf, sampleOf } from "./test-support/pool-samples";

const NO_CLASS = new Set(["unparsed", "truncated", "refused", "infra_error"]);

const anySample = fc
  .record({
    outcome: fc.constantFrom(...OUTCOMES, null),
    answerClass: fc.integer({ min: 0, max: 9 }),
    tokens: fc.option(fc.nat()),
    score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((score) => score + 0)),
  })
  .map((sample): PoolSample => {
    const silent = sample.outcome === null || NO_CLASS.has(sample.outcome);
    return { ...sample, answerClass: silent ? -1 : sample.answerClass };
  });

const anyMatrix = fc
  .array(fc.array(anySample, { maxLength: 6 }), { maxLength: 6 })
  .map(
    (problems): SampledMatrix => ({ kind: "sampled", samplesPerProblem: 6, classesRecorded: true, problems }),
  );

describe("the stored form of a run matrix", () => {
  it("comes back from JSON as it was", () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        expect(decodeRunMatrix(JSON.parse(JSON.stringify(encodeRunMatrix(matrix))))).toEqual(matrix);
      }),
    );
  });

  it("holds reduced runs too", () => {
    const reduced = reducePool(matrixOf(["AAb", "Ab."], 7), {
      reducer: selfConsistency,
      k: 3,
      kind: "generated",
      seed: "run",
    });
    expect(reduced.expected).toEqual([1, null]);
    expect(decodeRunMatrix(JSON.parse(JSON.stringify(encodeRunMatrix(reduced))))).toEqual(reduced);
  });

  it("is small: columns of nothing are null, an outcome is a letter", () => {
    const matrix = matrixOf(["AAb-", "!c.A"]);
    expect(encodeRunMatrix(matrix)).toEqual({
      v: 1,
      kind: "sampled",
      k: 4,
      outcomes: ["ccip", "ei.c"],
      classes: [
        [0, 0, 1, -1],
        [-1, 2, -1, 0],
      ],
      tokens: null,
      scores: null,
    });
  });

  it.each([
    [null, "not an object"],
    [{}, "v is missing"],
    [{ v: 2 }, "unknown format version"],
    [{ v: 1, kind: "sampled", k: 1, outcomes: ["x"], classes: null, tokens: null, scores: null }, "letter x"],
    [
      { v: 1, kind: "sampled", k: 1, outcomes: ["c"], classes: [[0, 1]], tokens: null, scores: null },
      "shape",
    ],
    [
      { v: 1, kind: "sampled", k: 1, outcomes: ["cc"], classes: null, tokens: null, scores: null },
      "more than the",
    ],
    [
      { v: 1, kind: "sampled", k: 1, outcomes: ["c"], classes: [[-1]], tokens: null, scores: null },
      "without an",
    ],
    [
      { v: 1, kind: "sampled", k: 1, outcomes: ["p"], classes: [[0]], tokens: null, scores: null },
      "none was found",
    ],
    [
      { v: 1, kind: "sampled", k: 1, outcomes: ["i"], classes: null, tokens: [[-5]], scores: null },
      "negative",
    ],
    [{ v: 1, kind: "reduced" }, "missing"],
  ])("refuses %j: %s", (value, message) => {
    expect(() => decodeRunMatrix(value)).toThrow(RunMatrixError);
    expect(() => decodeRunMatrix(value)).toThrow(message);
  });
});

describe("what counts", () => {
  it("leaves failures of transport out of a generated run and counts them 0 in an imported one", () => {
    const matrix = matrixOf(["AA!b", "...A"]);
    expect(problemCounts(matrix, "generated")).toEqual([
      { n: 3, c: 2 },
      { n: 1, c: 1 },
    ]);
    expect(problemScores(matrix, "imported")).toEqual([0.5, 1]);
    expect(problemScores(matrixOf(["!."]), "generated")).toEqual([null]);
  });

  it("counts every outcome and what is missing", () => {
    const matrix = matrixOf(["AAb-", "!c."]);
    const { missing, outcomes } = countOutcomes(matrix);
    expect(outcomes).toMatchObject({ correct: 2, incorrect: 2, unparsed: 1, infra_error: 1, refused: 0 });
    expect(missing).toBe(2);
  });
});

describe("complete, incomplete, partial", () => {
  /** 100 problems × 4 samples, of which the first `missing` are missing or failed. */
  function withMissing(missing: number, letter: string): SampledMatrix {
    const matrix = matrixOf(new Array<string>(100).fill("AAbb"));
    for (let index = 0; index < missing; index++) {
      const samples = matrix.problems[index];
      if (samples) samples[0] = sampleOf(letter);
    }
    return matrix;
  }

  it("ranks a generated run up to 0.5 % of missing samples", () => {
    expect(completenessOf(withMissing(0, "."), "generated")).toMatchObject({
      state: "complete",
      ranked: true,
    });
    expect(completenessOf(withMissing(2, "!"), "generated")).toMatchObject({
      state: "incomplete",
      missing: 2,
      ranked: true,
      reason: null,
    });
    const third = completenessOf(withMissing(3, "."), "generated");
    expect(third).toMatchObject({ state: "incomplete", ranked: false });
    expect(third.reason).toContain("3 of 400");
  });

  it("counts failures of an uploaded run as samples", () => {
    expect(completenessOf(withMissing(50, "!"), "imported")).toMatchObject({
      state: "complete",
      ranked: true,
    });
  });

  it("never ranks an uploaded run with fewer problems or ragged samples", () => {
    const ragged = completenessOf(matrixOf(["AAb", "AA"]), "imported");
    expect(ragged).toMatchObject({ state: "partial", ranked: false });
    expect(ragged.reason).toContain("1 of 2 problems");
    expect(completenessOf(matrixOf(["AAb", ""]), "imported").state).toBe("partial");
  });

  it("does not rank a run of nothing", () => {
    expect(completenessOf(matrixOf([]), "generated").ranked).toBe(false);
  });
});
