import { describe, expect, it } from "vitest";
import { answerGroups } from "./answer-groups";

const near = (a: string, b: string) => Math.abs(Number(a) - Number(b)) <= 1;

describe("answerGroups", () => {
  it("groups equal answers in order and leaves out what has none", () => {
    expect(answerGroups(["a", null, "b", "a"], (a, b) => a === b)).toEqual([[0, 3], [2]]);
    expect(answerGroups([null], () => true)).toEqual([]);
  });

  it("joins groups that a later answer connects", () => {
    expect(answerGroups(["1", "3", "9", "2"], near)).toEqual([[0, 1, 3], [2]]);
  });

  it("keeps apart what cannot be decided", () => {
    expect(answerGroups(["a", "b"], () => null)).toEqual([[0], [1]]);
  });
});
