import { expect, test } from "vitest";
import { parameters, settings } from "./parameters";

test("only what differs from the method's defaults is told", () => {
  expect(settings("subthought", { completion: "diverse", thinkStart: "<think>", maxNewTokens: 64 })).toEqual([
    ["completion", "diverse"],
    ["maxNewTokens", "64"],
  ]);
  expect(parameters("thinking-budget", { budgets: [8, 16, 32], mode: "forced-answer" })).toBe("budgets=8…32");
  expect(parameters("unknown-method", { a: 1, b: "x\ny" })).toBe("a=1 b=x\\ny");
});
