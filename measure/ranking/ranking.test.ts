import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../numeric/random";
import { comparePaired } from "../paired/compare";
import { holmRejections } from "./holm";
import type { PairMemory } from "./pair-matrix";
import { rankBoard } from "./rank-board";
import { compareNullsLast, sortNullsLast } from "./sort";
import { tieGroups } from "./tie-groups";

/** Rows whose score on every problem is near a level, with a little seeded noise. */
function boardOf(levels: readonly number[], problems = 30) {
  const random = seededRandom(`board ${levels.join()} ${problems}`);
  return levels.map((level, row) => ({
    runId: `run${row}`,
    perProblem: Array.from({ length: problems }, () => level + (random.unit() - 0.5) / 10),
  }));
}

const unknownOrNumber = fc.oneof(
  fc.double(),
  fc.constant(null),
  fc.constant(undefined),
  fc.constant(Number.NaN),
);

describe("sorting", () => {
  it("never puts an unknown value above a number, in either direction", () => {
    fc.assert(
      fc.property(
        fc.array(unknownOrNumber),
        fc.constantFrom("ascending", "descending"),
        (values, direction) => {
          const sorted = sortNullsLast(
            values.map((value) => ({ value })),
            (row) => row.value,
            direction,
          ).map((row) => row.value ?? Number.NaN);
          const firstUnknown = sorted.findIndex((value) => Number.isNaN(value));
          const known = firstUnknown < 0 ? sorted : sorted.slice(0, firstUnknown);
          expect(sorted.slice(known.length).every((value) => Number.isNaN(value))).toBe(true);
          for (const [index, value] of known.slice(1).entries()) {
            const before = known[index] ?? value;
            expect(direction === "ascending" ? before <= value : before >= value).toBe(true);
          }
        },
      ),
    );
  });

  it("is a consistent order", () => {
    fc.assert(
      fc.property(unknownOrNumber, unknownOrNumber, (left, right) => {
        expect(Math.sign(compareNullsLast(left, right)) + Math.sign(compareNullsLast(right, left))).toBe(0);
      }),
    );
  });
});

describe("Holm's procedure", () => {
  it("steps down until one fails", () => {
    expect(holmRejections([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
    expect(holmRejections([0.04, 0.03, 0.02], 0.05)).toEqual([false, false, false]);
    expect(holmRejections([], 0.05)).toEqual([]);
  });

  it("equals its definition: every p value up to this one is within its own bound", () => {
    const values = fc.uniqueArray(fc.double({ min: 0, max: 0.2, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(values, (pValues) => {
        const sorted = [...pValues].sort((left, right) => left - right);
        const holds = sorted.map((pValue, step) => pValue <= 0.05 / (sorted.length - step));
        const expected = pValues.map((pValue) => holds.slice(0, sorted.indexOf(pValue) + 1).every(Boolean));
        expect(holmRejections(pValues, 0.05)).toEqual(expected);
      }),
    );
  });
});

describe("tie groups", () => {
  it("leave a row with the first leader it does not differ from, although a later one is nearer", () => {
    // Row 0 beats row 1; row 2 differs from neither.
    const order = Int8Array.of(0, 1, 0, -1, 0, 0, 0, 0, 0);
    expect(tieGroups([0, 1, 2], order)).toEqual([1, 2, 1]);
  });
});

describe("rankBoard", () => {
  it("gives separable rows one rank each and ties a shared range", () => {
    const places = rankBoard(boardOf([0.5, 0.9, 0.5, 0.1]));
    expect(places.map((place) => place.rankRange)).toEqual([
      [2, 3],
      [1, 1],
      [2, 3],
      [4, 4],
    ]);
    expect(places.map((place) => place.tieGroup)).toEqual([2, 1, 2, 3]);
  });

  it("has no ranks below ten problems", () => {
    expect(rankBoard(boardOf([0.9, 0.1], 9))).toEqual([
      { runId: "run0", rankRange: null, tieGroup: null },
      { runId: "run1", rankRange: null, tieGroup: null },
    ]);
    expect(rankBoard(boardOf([0.9, 0.1], 10))[0]?.rankRange).toEqual([1, 1]);
  });

  it("leaves rows without a score out and counts only the others", () => {
    const [first, second] = boardOf([0.9, 0.1]);
    const places = rankBoard([
      { runId: "none", perProblem: null },
      { runId: "a", perProblem: first?.perProblem ?? [] },
      { runId: "b", perProblem: second?.perProblem ?? [] },
      { runId: "empty", perProblem: new Array<null>(30).fill(null) },
    ]);
    expect(places.map((place) => place.rankRange)).toEqual([null, [1, 1], [2, 2], null]);
  });

  it("holds a row's place by score within its range, and groups rise with the place", () => {
    const levels = fc.array(fc.constantFrom(0.2, 0.22, 0.24, 0.5, 0.8), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(levels, (chosen) => {
        const rows = boardOf(chosen);
        const score = (perProblem: readonly number[]) => perProblem.reduce((sum, value) => sum + value, 0);
        const places = new Map(rankBoard(rows).map((place) => [place.runId, place]));
        const sorted = sortNullsLast(rows, (row) => score(row.perProblem));
        for (const [index, { runId }] of sorted.entries()) {
          const [first, last] = places.get(runId)?.rankRange ?? [0, 0];
          expect(first).toBeLessThanOrEqual(index + 1);
          expect(last).toBeGreaterThanOrEqual(index + 1);
          expect(places.get(runId)?.tieGroup).toBeGreaterThanOrEqual(1);
        }
        expect(places.get(sorted[0]?.runId ?? "")?.tieGroup).toBe(1);
      }),
    );
  });

  it("judges by Holm's correction within the row", () => {
    const rows = boardOf([0.5, 0.51, 0.52, 0.53, 0.56]);
    const places = rankBoard(rows);
    for (const [index, row] of rows.entries()) {
      const others = rows.filter((other) => other !== row);
      const tests = others.map((other) => comparePaired(row.perProblem, other.perProblem));
      const rejected = holmRejections(
        tests.map((test) => test?.pValue ?? 1),
        0.05,
      );
      const better = tests.filter((test, place) => rejected[place] && (test?.difference ?? 0) < 0).length;
      const worse = tests.filter((test, place) => rejected[place] && (test?.difference ?? 0) > 0).length;
      expect(places[index]?.rankRange).toEqual([1 + better, rows.length - worse]);
    }
  });

  it("remembers comparisons, whatever the order of rows, without changing the answer", () => {
    const rows = boardOf([0.5, 0.52, 0.9, 0.1, 0.53]);
    const memory: PairMemory = new Map();
    rankBoard(rows.slice(0, 4), memory);
    expect(memory.size).toBe(6);
    const reversed = [...rows].reverse();
    const places = rankBoard(reversed, memory);
    expect(memory.size).toBe(10);
    expect(places).toEqual(rankBoard(reversed));
  });
});
