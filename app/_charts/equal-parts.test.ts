import { expect, it } from "vitest";
import { equalParts } from "./equal-parts";
import { numbered } from "./numbered";

it("cuts into parts of about the same size and loses nothing", () => {
  expect(equalParts([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([
    [1, 2],
    [3, 4],
    [5, 6, 7],
  ]);
  expect(equalParts([1], 3)).toEqual([[], [], [1]]);
  expect(equalParts([], 2)).toEqual([[], []]);
});

it("numbers labels from the second of a kind on", () => {
  expect(numbered(["a", "b", "a", "a"])).toEqual(["a", "b", "a (2)", "a (3)"]);
});
