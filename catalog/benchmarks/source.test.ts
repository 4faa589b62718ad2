import { describe, expect, it } from "vitest";
import { integerText, lastBoxed } from "./source";

describe("golds of published copies", () => {
  it.each([
    ["025", "25"],
    ["000", "0"],
    ["\n#### 204", "204"],
    ["336^\\circ", "336"],
    ["336^{\\circ}", "336"],
    ["27.0", "27"],
    ["-1", "-1"],
    ["\\$32,\\!348", "32348"],
    ["1,024", "1024"],
    ["12.5", "12.5"],
    ["52_8", "52_8"],
    ["", ""],
  ])("%j is read as %j", (cell, gold) => {
    expect(integerText(cell.replace("\\$", "$"))).toBe(gold);
  });

  it("takes the last box, whatever its braces", () => {
    expect(lastBoxed("\\boxed{1} and \\boxed{\\frac{1}{\\sqrt{2}}}.")).toBe("\\frac{1}{\\sqrt{2}}");
    expect(lastBoxed("\\fbox{a\\}b}")).toBe("a\\}b");
    expect(() => lastBoxed("no box")).toThrow(/no boxed answer/);
    expect(() => lastBoxed("\\boxed{cut")).toThrow(/not closed/);
  });
});
