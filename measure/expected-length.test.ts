import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LengthTally, longestFirst } from "./expected-length";

const item = fc.record({
  problemId: fc.constantFrom("a", "b", "c", "d", "e"),
  sample: fc.integer({ min: 0, max: 15 }),
});
const tallies = fc
  .dictionary(
    fc.constantFrom("a", "b", "c", "d"),
    fc.record({ samples: fc.integer({ min: 0, max: 9 }), tokens: fc.integer({ min: 0, max: 90_000 }) }),
  )
  .map((entries) => new Map<string, LengthTally>(Object.entries(entries)));

describe("longest expected first", () => {
  it("keeps every item, sample 0 first, then unknown lengths by sample, then falling means; equal ones in their order", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), tallies, (items, known) => {
        const numbered = items.map((one, place) => ({ ...one, place }));
        const ordered = longestFirst(numbered, known);
        expect(ordered.map((one) => one.place).sort((a, b) => a - b)).toEqual(
          numbered.map((one) => one.place),
        );
        const keyOf = (one: { problemId: string; sample: number }) => {
          if (one.sample === 0) return Number.MAX_VALUE;
          const tally = known.get(one.problemId);
          return tally === undefined || tally.samples === 0
            ? 1e30 - one.sample * 1e20
            : tally.tokens / tally.samples;
        };
        for (const [index, next] of ordered.slice(1).entries()) {
          const before = ordered[index];
          if (before === undefined) continue;
          expect(keyOf(before)).toBeGreaterThanOrEqual(keyOf(next));
          if (keyOf(before) === keyOf(next)) expect(before.place).toBeLessThan(next.place);
        }
      }),
    );
  });

  it("does not depend on the order in which lengths were learned, and is its own fixed point", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), tallies, (items, known) => {
        const ordered = longestFirst(items, known);
        expect(longestFirst(ordered, new Map([...known].reverse()))).toEqual(ordered);
      }),
    );
  });

  it("goes sample by sample where no length is known, so that many problems tell theirs soon", () => {
    const items = ["a", "b", "c"].flatMap((problemId) => [1, 2].map((sample) => ({ problemId, sample })));
    const order = longestFirst(items, new Map()).map((one) => `${one.problemId}${one.sample}`);
    expect(order).toEqual(["a1", "b1", "c1", "a2", "b2", "c2"]);
  });
});
