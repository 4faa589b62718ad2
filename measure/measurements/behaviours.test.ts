import { describe, expect, it } from "vitest";
import { countBehaviours, countReflectionWords } from "./behaviours";
import { jensenShannon } from "./jensen-shannon";

describe("countBehaviours", () => {
  it("counts sentences of each behaviour", () => {
    const text =
      "First, we need the area. The area is 12. Wait, that's wrong. Let me check the sum.\nSo we double-check it: 3 + 4 = 7. Suppose the answer is 5.";
    expect(countBehaviours(text)).toMatchObject({
      verification: 2,
      backtracking: 1,
      subgoals: 1,
      "backward chaining": 1,
      "plain reasoning": 1,
    });
  });

  it("takes no word for a part of another one", () => {
    expect(countBehaviours("We await the waiter. Factually so.")).toMatchObject({ backtracking: 0 });
  });

  it("sees styles where they stand: an outline before the first formula, knowledge in the first third", () => {
    expect(countBehaviours("1. Find x.\n2. Add.\nx = 3")).toMatchObject({
      planning: 1,
      "plain reasoning": 0,
    });
    expect(countBehaviours("x = 3\n1. Find x.")).toMatchObject({ planning: 0, "plain reasoning": 1 });
    expect(countBehaviours("```python\nprint(1)\n```")).toMatchObject({ code: 1 });
    expect(countBehaviours(`Recall that 7 is prime. ${"So on. ".repeat(9)}`)).toMatchObject({ knowledge: 1 });
    expect(countBehaviours(`${"So on. ".repeat(9)} Recall that 7 is prime.`)).toMatchObject({ knowledge: 0 });
    expect(countBehaviours("Look, for example, at 4.")).toMatchObject({ examples: 1 });
  });

  it("reads a long hostile text in bounded time", () => {
    const start = performance.now();
    countBehaviours("plug in order to get ".repeat(40_000));
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it("counts reflection words as whole words", () => {
    expect(countReflectionWords("Wait, await; try again. However, wait!")).toMatchObject({
      wait: 2,
      "try again": 1,
      however: 1,
      retry: 0,
    });
  });
});

describe("jensenShannon", () => {
  it("is the divergence in bits", () => {
    expect(jensenShannon([0.5, 0.3, 0.1, 0.1], [0.2, 0.2, 0.5, 0.1])).toBeCloseTo(0.160163, 6);
    expect(jensenShannon([1, 2], [2, 4])).toBe(0);
    expect(jensenShannon([1, 0], [0, 3])).toBe(1);
    expect(jensenShannon([0, 0], [1, 1])).toBeNull();
  });
});
