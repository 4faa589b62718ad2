import { describe, expect, it } from "vitest";
import { crossing, zeroSuccessBound } from "./crossover";

const at = (...differences: number[]) =>
  differences.map((difference, index) => ({ k: 64 * 2 ** index, difference }));

describe("crossing", () => {
  it("finds the k at which an advantage ends, in log2 k", () => {
    expect(crossing(at(0.03, -0.01))?.k).toBeCloseTo(107.6347, 4);
    expect(crossing(at(0.03, 0))).toEqual({ kind: "crossover", k: 128 });
  });

  it("names the other courses", () => {
    expect(crossing(at(0.1, 0.2))).toEqual({ kind: "ahead throughout", k: null });
    expect(crossing(at(-0.1, 0))).toEqual({ kind: "behind throughout", k: null });
    expect(crossing(at(-0.1, 0.1))).toEqual({ kind: "catches up", k: null });
    expect(crossing(at(0.1, -0.1, 0.1))?.kind).toBe("mixed");
    expect(crossing([])).toBeNull();
  });
});

describe("zeroSuccessBound", () => {
  it("is what none of n samples still allows", () => {
    expect(zeroSuccessBound(32)).toBeCloseTo(0.089368, 6);
    expect(zeroSuccessBound(256)).toBeCloseTo(0.011634, 6);
    expect(zeroSuccessBound(1024)).toBeCloseTo(0.002921, 6);
  });
});
