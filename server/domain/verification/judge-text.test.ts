import { describe, expect, it } from "vitest";
import { verifierQuestionSchema } from "@/contracts/verifier";
import { judgeText } from "./judge-text";

const ask = (question: object) => judgeText(verifierQuestionSchema.parse(question));

describe("judgeText", () => {
  it("says what was found, where, and why it is right", () => {
    const output = `${"Some steps. ".repeat(40)}So the answer is \\boxed{\\frac{1}{2}}.`;
    const answer = ask({ output, gold: "0.5" });
    expect(answer).toMatchObject({ outcome: "correct", extracted: "\\frac{1}{2}" });
    expect(answer.rule).toMatch(/^boxed\//);
    expect(answer.verifierKey).toMatch(/^answer:/);
    expect(answer.excerpt?.answer).toContain("\\frac{1}{2}");
    expect(answer.excerpt?.before.startsWith("…")).toBe(true);
    expect(answer.goldNormal).toBe(answer.answerNormal);
  });

  it("honours policies and gives them another key", () => {
    const lenient = ask({ output: "\\boxed{10\\%}", gold: "10" });
    const strict = ask({ output: "\\boxed{10\\%}", gold: "10", policies: { percent: "value" } });
    expect([lenient.outcome, strict.outcome]).toEqual(["correct", "incorrect"]);
    expect(strict.verifierKey).not.toBe(lenient.verifierKey);
  });

  it("says that there is no answer", () => {
    expect(ask({ output: "I do not know.", gold: "5" })).toMatchObject({
      outcome: "unparsed",
      excerpt: null,
    });
  });

  it("refuses what is over its limits and unknown policies", () => {
    expect(verifierQuestionSchema.safeParse({ output: "x".repeat(200_001), gold: "1" }).success).toBe(false);
    expect(
      verifierQuestionSchema.safeParse({ output: "1", gold: "1", policies: { eval: true } }).success,
    ).toBe(false);
  });

  it("stays quick on a hostile text of full length", () => {
    const output = `\\boxed{${"\\frac{1}{".repeat(20_000)}`;
    expect(ask({ output, gold: "2^{3^{4^{5}}}" }).outcome).not.toBe("correct");
  });
});
