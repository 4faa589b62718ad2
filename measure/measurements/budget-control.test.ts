import { describe, expect, it } from "vitest";
import { budgetControl, budgetScaling } from "./budget-control";

describe("measures of a budget", () => {
  it("tell how often it was kept", () => {
    expect(budgetControl([5, 10, 11, 20], { min: 5, max: 10 })).toBe(0.5);
    expect(budgetControl([], { min: 0, max: 1 })).toBeNull();
  });

  it("tell the mean slope over all pairs", () => {
    const points = [
      { tokens: 100, accuracy: 0.2 },
      { tokens: 300, accuracy: 0.6 },
      { tokens: 200, accuracy: 0.5 },
    ];
    // 0.3/100, 0.4/200 and 0.1/100
    expect(budgetScaling(points)).toBeCloseTo(0.002, 12);
    expect(budgetScaling([{ tokens: 1, accuracy: 1 }])).toBeNull();
  });
});
