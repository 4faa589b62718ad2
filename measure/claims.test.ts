import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClaimCell, judgeClaim, tallyClaims } from "./claims";

function cell(interval: [number, number] | null, reported: number | null): ClaimCell {
  const variance = { betweenProblems: 0.04, withinProblems: 0.02 };
  return {
    reported,
    differing: [],
    measured: interval && { interval, problems: 30, samplesPerProblem: 16, variance },
  };
}

describe("verdict of a claim", () => {
  it.each([
    [[0.02, 0.1], 0.05, "reproduced"],
    [[0.02, 0.1], null, "reproduced"],
    [[0.02, 0.1], 0.2, "smaller"],
    [[0.02, 0.1], 0.01, "larger"],
    [[-0.1, -0.02], 0.05, "contradicted"],
    [[-0.02, 0.1], 0.05, "inconclusive"],
    [[0, 0], 0.05, "inconclusive"],
    [[-0.1, -0.02], -0.05, "reproduced"],
    [[-0.1, -0.02], -0.2, "smaller"],
    [[0.02, 0.1], -0.05, "contradicted"],
  ] as [[number, number], number | null, string][])(
    "interval %j, reported %j: %s",
    (interval, reported, verdict) => {
      expect(judgeClaim(cell(interval, reported)).verdict).toBe(verdict);
    },
  );

  it("is not tested by default and not comparable where conditions differ", () => {
    expect(judgeClaim(cell(null, 0.05)).verdict).toBe("not tested");
    const other = judgeClaim({ ...cell([0.02, 0.1], 0.05), differing: ["token limit"] });
    expect(other).toEqual({ verdict: "not comparable", differing: ["token limit"], needed: null });
  });

  it("turns a claimed decrease around where no number is reported", () => {
    expect(judgeClaim({ ...cell([-0.1, -0.02], null), direction: "decrease" }).verdict).toBe("reproduced");
  });

  it("says what an inconclusive cell needs", () => {
    const { needed } = judgeClaim(cell([-0.02, 0.1], 0.1));
    expect(needed?.problems).toBe(48);
    expect(needed?.samplesPerProblem).toBeNull();
    const room = judgeClaim(cell([-0.02, 0.3], 0.15)).needed;
    expect(room?.samplesPerProblem).toBeGreaterThanOrEqual(1);
    expect(judgeClaim(cell([-0.02, 0.1], null)).needed).toBeNull();
  });

  it("is the same for a claim and its mirror image", () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true }).filter((value) => value !== 0);
    fc.assert(
      fc.property(number, number, number, (first, second, reported) => {
        const interval: [number, number] = [Math.min(first, second), Math.max(first, second)];
        const mirrored: [number, number] = [-interval[1], -interval[0]];
        expect(judgeClaim(cell(mirrored, -reported)).verdict).toBe(
          judgeClaim(cell(interval, reported)).verdict,
        );
      }),
    );
  });

  it("is counted, never summed up in one word", () => {
    const tally = tallyClaims(["reproduced", "inconclusive", "reproduced"]);
    expect(tally.reproduced).toBe(2);
    expect(Object.values(tally).reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});
