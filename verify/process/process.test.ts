import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsOf, processVerifierKey, verifyProcess, withinGold } from "./index";

const first = (text: string, gold: string) => verifyProcess({ text, gold, style: "first-error" });
const sections = (text: string, gold: string) => verifyProcess({ text, gold, style: "wrong-sections" });

describe("first errors", () => {
  it.each([
    ["So the earliest error is in \\boxed{3}.", "3"],
    ["All steps hold. \\boxed{-1}", "-1"],
    ["\\boxed{−1}", "-1"],
    ["\\boxed{\\text{paragraph\\_2}}", "2"],
    ["\\boxed{\\text{Step 4}}", "4"],
    ["\\boxed{\\text{none}}", "-1"],
    ["<think>maybe \\boxed{1}</think>It is \\boxed{5}", "5"],
    ["0", "0"],
    ["-1", "-1"],
    ["The answer is 2.", "2"],
  ])("reads %s", (text, gold) => {
    expect(first(text, gold)).toMatchObject({ outcome: "correct", extracted: gold });
  });

  it("tells a wrong index from one that cannot be read", () => {
    expect(first("\\boxed{3}", "-1")).toMatchObject({
      outcome: "incorrect",
      extracted: "3",
      goldNormal: "-1",
    });
    for (const text of [
      "",
      "I cannot tell.",
      "no idea at all",
      "There is no way to know",
      "\\boxed{2, 3}",
      "\\boxed{-7}",
      "\\boxed{1.5}",
      "\\boxed{x}",
    ])
      expect(first(text, "2").outcome, text).toBe("unparsed");
  });

  it("has a key of its own kind", () => {
    expect(first("1", "1").verifierKey).toBe(processVerifierKey());
    expect(processVerifierKey()).toMatch(/^process:\d+\.\d+\.\d+:[0-9a-f]{12}$/);
  });
});

describe("wrong sections", () => {
  it.each([
    ["\\boxed{1, 4}", "1, 4", "1, 4"],
    ["\\boxed{\\{4,1\\}}", "1, 4", "1, 4"],
    ["\\boxed{4 and 1}", "1, 4", "1, 4"],
    ["\\boxed{\\text{none}}", "", "none"],
    ["Conclusion: no error", "", "none"],
    [
      "Conclusion: yes\nError Section Number: 7\nExplanation: a\nError Section Number: 2\nExplanation: b",
      "2, 7",
      "2, 7",
    ],
    ["**Conclusion:** yes\n**Error Section Number:** 7", "7", "7"],
    ["7", "7", "7"],
  ])("reads %s", (text, gold, extracted) => {
    expect(sections(text, gold)).toMatchObject({ outcome: "correct", extracted });
  });

  it("does not score sections beyond the last gold one, and keeps them in what was extracted", () => {
    expect(sections("\\boxed{2, 9}", "2")).toMatchObject({
      outcome: "correct",
      extracted: "2, 9",
      answerNormal: "2",
    });
    expect(sections("\\boxed{1, 2}", "2").outcome).toBe("incorrect");
    expect(withinGold([3], [])).toEqual([3]);
  });

  it("is unparsed where nothing is named", () => {
    expect(sections("Conclusion: yes", "3").outcome).toBe("unparsed");
    expect(sections("It looks fine to me somehow", "3").outcome).toBe("unparsed");
  });
});

describe("any prediction", () => {
  it("comes back from its canonical form, and is correct exactly when it is the gold", () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 12 });
    fc.assert(
      fc.property(numbers, numbers, (predicted, gold) => {
        const verdict = sections(`\\boxed{${predicted.join(", ") || "none"}}`, gold.join(", "));
        expect(labelsOf(verdict.extracted ?? "", "wrong-sections")).toEqual(
          [...predicted].sort((a, b) => a - b),
        );
        const scored = new Set(withinGold(predicted, gold));
        const same = scored.size === gold.length && gold.every((one) => scored.has(one));
        expect(verdict.outcome).toBe(same ? "correct" : "incorrect");
      }),
    );
  });

  it("is bounded and never throws on any text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: "grapheme" }), (text) => {
        for (const style of ["first-error", "wrong-sections"] as const)
          expect(["correct", "incorrect", "unparsed"]).toContain(
            verifyProcess({ text, gold: "1", style }).outcome,
          );
      }),
    );
    const startMs = performance.now();
    sections(
      `Conclusion:${" ".repeat(200_000)}error section number ${"error section number: ".repeat(10_000)}`,
      "1",
    );
    first(`\\boxed{${"1 ".repeat(100_000)}}`, "1");
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });
});
