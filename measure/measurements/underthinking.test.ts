import { describe, expect, it } from "vitest";
import { underthinkingScore } from "./underthinking";

describe("underthinkingScore", () => {
  it("is the share written after the first right thought", () => {
    const one = { tokens: 7681, firstRightThoughtEnd: 411 };
    expect(underthinkingScore([one])).toBeCloseTo(0.94649, 5);
    expect(underthinkingScore([one, { tokens: 10, firstRightThoughtEnd: null }])).toBeCloseTo(0.473246, 5);
    expect(underthinkingScore([])).toBeNull();
  });
});
