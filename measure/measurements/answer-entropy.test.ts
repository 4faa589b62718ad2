import { describe, expect, it } from "vitest";
import { entropyBits } from "./answer-entropy";

describe("entropyBits", () => {
  it("is that of the shares", () => {
    // 104 ×4, 107 ×3, 98 ×1
    expect(entropyBits([4, 3, 1])).toBeCloseTo(1.405639, 6);
    expect(entropyBits([1, 2])).toBeCloseTo(0.918296, 6);
    expect(entropyBits([2, 2])).toBe(1);
    expect(entropyBits([5])).toBe(0);
    expect(entropyBits([])).toBe(0);
  });
});
