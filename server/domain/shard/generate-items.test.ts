import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concurrencyShares, generateChunks } from "./generate-items";

describe("shards of a run", () => {
  it("holds every missing pair once, sample 0 of every problem first, in parts of at most 160", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 7 }),
        (problems, samples, concurrency, every) => {
          const problemIds = Array.from({ length: problems }, (_, index) => `p${index}`);
          const isThere = (item: { problemId: string; sample: number }) =>
            (Number(item.problemId.slice(1)) + item.sample) % every === 1;
          const chunks = generateChunks({ problemIds, samplesPerProblem: samples, concurrency }, isThere);
          const items = chunks.flat();
          const keys = new Set(items.map((item) => `${item.problemId}/${item.sample}`));
          expect(keys.size).toBe(items.length);
          expect(items.some(isThere)).toBe(false);
          const expected = problemIds.flatMap((problemId) =>
            Array.from({ length: samples }, (_, sample) => ({ problemId, sample })).filter(
              (item) => !isThere(item),
            ),
          );
          expect(items.length).toBe(expected.length);
          const lastFirst = items.findLastIndex((item) => item.sample === 0);
          expect(items.slice(0, lastFirst + 1).every((item) => item.sample === 0)).toBe(true);
          expect(chunks.every((chunk) => chunk.length >= 1 && chunk.length <= 160)).toBe(true);
        },
      ),
    );
  });

  it("fills every lease: the 60 greedy answers of a small benchmark are not 60 shards", () => {
    const problemIds = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const chunks = generateChunks({ problemIds, samplesPerProblem: 1, concurrency: 64 }, () => false);
    expect(chunks.map(({ length }) => length)).toEqual([16, 16, 16, 12]);
  });

  it("asks every problem once more before any is asked a third time", () => {
    const problemIds = ["a", "b", "c"];
    const chunks = generateChunks({ problemIds, samplesPerProblem: 3, concurrency: 2 }, () => false);
    const order = chunks.flat().map(({ problemId, sample }) => `${problemId}${sample}`);
    expect(order).toEqual(["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]);
  });

  it("never grants more concurrent calls than the submitter allowed", () => {
    for (let concurrency = 1; concurrency <= 256; concurrency++) {
      const { slots, calls } = concurrencyShares(concurrency);
      expect(slots * calls).toBeLessThanOrEqual(concurrency);
      expect(slots * calls).toBeGreaterThan(concurrency / 2);
    }
  });
});
