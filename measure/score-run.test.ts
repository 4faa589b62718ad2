import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestOfNReducer } from "./reducers/best-of-n";
import { reducePool } from "./reducers/reduce-pool";
import { selfConsistency } from "./reducers/self-consistency";
import { decodeRunMatrix, encodeRunMatrix } from "./run-matrix-codec";
import { type RunScore, scoreRun } from "./score-run";
import { matrixOf, poolLetters, sampleOf } from "./test-support/pool-samples";

const options = { kind: "generated", seed: "run hash" } as const;

function find(scores: readonly RunScore[], metric: string, k: number): RunScore | undefined {
  return scores.find((score) => score.metric === metric && score.k === k);
}

describe("scoreRun", () => {
  it("lists avg@n first, then every metric at powers of two", () => {
    const scores = scoreRun(matrixOf(["AAb-", "bbAc"]), options);
    expect(scores.map(({ metric, k }) => `${metric} ${k}`)).toEqual([
      "avg@n 4",
      ...["pass@k 1", "pass@k 2", "pass@k 4", "pass^k 1", "pass^k 2", "pass^k 4"],
      ...["g-pass@k 2", "g-pass@k 4", "mg-pass@k 2", "mg-pass@k 4"],
      ...["maj@k 1", "maj@k 2", "maj@k 4"],
    ]);
    expect(scores[0]).toMatchObject({ value: 0.375, n: 4, sampledProblems: 0 });
    expect(find(scores, "maj@k", 4)?.value).toBe(0.5);
  });

  it("gives pass@1, pass^1 and maj@1 the value and intervals of the mean", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("AAbc", "AAAA", "-bcd", "Ab-A"), { minLength: 2, maxLength: 8 }),
        (rows) => {
          const scores = scoreRun(matrixOf(rows), options);
          const mean = scores[0];
          for (const metric of ["pass@k", "pass^k"]) {
            const score = find(scores, metric, 1);
            expect(score?.value).toBeCloseTo(mean?.value ?? -1, 12);
            expect(score?.interval.rerun?.[0]).toBeCloseTo(mean?.interval.rerun?.[0] ?? -1, 6);
            expect(score?.interval.newProblems?.[1]).toBeCloseTo(mean?.interval.newProblems?.[1] ?? -1, 9);
          }
          expect(find(scores, "maj@k", 1)?.value).toBeCloseTo(mean?.value ?? -1, 12);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("is equal bit for bit after a round trip through storage, whatever ran before", () => {
    fc.assert(
      fc.property(fc.array(poolLetters, { minLength: 1, maxLength: 5 }), (rows) => {
        const matrix = matrixOf(rows);
        const stored = JSON.stringify(encodeRunMatrix(matrix));
        const first = JSON.stringify(scoreRun(matrix, options));
        expect(JSON.stringify(scoreRun(decodeRunMatrix(JSON.parse(stored)), options))).toBe(first);
      }),
      { numRuns: 30 },
    );
  });

  it("makes a metric undefined where one problem has fewer samples than k, and the mean provisional", () => {
    const scores = scoreRun(matrixOf(["AAbA", "Ab!A", "...."]), options);
    expect(scores[0]).toMatchObject({ value: (3 / 4 + 2 / 3) / 2, n: 0 });
    expect(find(scores, "pass@k", 1)?.value).toBeNull();
    const without = scoreRun(matrixOf(["AAbA", "Ab!A"]), options);
    expect(find(without, "pass@k", 4)).toMatchObject({
      value: null,
      interval: { newProblems: null, rerun: null },
    });
    expect(find(without, "pass@k", 2)?.value).toBeCloseTo(1, 12);
  });

  it("has no rerun interval for single samples, and none at all for single problems", () => {
    const single = scoreRun(matrixOf(["A", "b"]), options)[0];
    expect(single?.interval.rerun).toBeNull();
    expect(single?.interval.newProblems).not.toBeNull();
    expect(scoreRun(matrixOf(["Ab"]), options)[0]?.interval.newProblems).toBeNull();
  });

  it("shows a dash for votes where answers have no classes, and best-of-n only where scores are recorded", () => {
    const plain = matrixOf(["Ab", "bA"]);
    const code = {
      ...plain,
      classesRecorded: false,
      problems: plain.problems.map((samples) => samples.map((sample) => ({ ...sample, answerClass: -1 }))),
    };
    expect(find(scoreRun(code, options), "maj@k", 2)).toMatchObject({ value: null });
    expect(find(scoreRun(plain, options), "best-of-n", 2)).toBeUndefined();
    const scored = {
      ...plain,
      problems: [
        [sampleOf("A", 1), sampleOf("b", 0)],
        [sampleOf("b", 1), sampleOf("A", 0)],
      ],
    };
    expect(find(scoreRun(scored, options), "best-of-n", 2)?.value).toBe(0.5);
  });

  it("answers null for a run without problems or samples", () => {
    for (const rows of [[], ["..", ".."]]) {
      for (const score of scoreRun(matrixOf(rows), options)) {
        expect(score).toMatchObject({ value: null, interval: { newProblems: null, rerun: null } });
      }
    }
  });
});

describe("a reduced run", () => {
  const pool = matrixOf(["AAb-", "bbAA", "AAAA", "bcdA"], 10);
  const reduced = reducePool(pool, { reducer: selfConsistency, k: 3, kind: "generated", seed: "reduced" });

  it("has its expected correctness as the mean and under the panel's name", () => {
    const scores = scoreRun(reduced, options);
    expect(scores.map(({ metric, k }) => `${metric} ${k}`)).toEqual(["avg@n 1", "maj@k 3"]);
    expect(scores[0]?.value).toBe(scores[1]?.value);
    expect(scores[0]?.value).toBe(find(scoreRun(pool, { ...options, ks: [3] }), "maj@k", 3)?.value);
    expect(scores[0]?.interval.rerun).not.toBeNull();
  });

  it("costs k times a sample of the pool, plus what assessments cost", () => {
    expect(reduced.tokens).toEqual([30, 30, 30, 30]);
    const assessed = reducePool(pool, {
      reducer: selfConsistency,
      k: 2,
      kind: "generated",
      seed: "reduced",
      assessmentTokens: [1, 2, null, 0],
    });
    expect(assessed.tokens).toEqual([21, 22, null, 20]);
  });

  it("does not vary where the pool is of one mind", () => {
    expect(reduced.rerunVariance[2]).toBe(0);
    expect(reduced.rerunVariance[1]).toBeGreaterThan(0);
  });

  it("is undefined where a problem has fewer samples than k", () => {
    const short = reducePool(matrixOf(["AAA", "AA."]), {
      reducer: selfConsistency,
      k: 3,
      kind: "generated",
      seed: "s",
    });
    expect(short.expected).toEqual([1, null]);
    expect(scoreRun(short, options)[0]).toMatchObject({ value: null });
  });

  it("refuses pools and ks that make no sense", () => {
    const reduction = { k: 2, kind: "generated", seed: "s" } as const;
    expect(() => reducePool(pool, { ...reduction, reducer: bestOfNReducer })).toThrow("recorded score");
    expect(() =>
      reducePool({ ...pool, classesRecorded: false }, { ...reduction, reducer: selfConsistency }),
    ).toThrow("equivalence classes");
    expect(() => reducePool(pool, { ...reduction, reducer: selfConsistency, k: 0 })).toThrow(RangeError);
  });
});
