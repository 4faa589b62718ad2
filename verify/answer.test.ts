import { describe, expect, it } from "vitest";
import { type AnswerKind, answerClasses, policyHash, verifierKey, verifyAnswer } from "./index";

const outcomeOf = (text: string, gold: string, kind: AnswerKind = "number") =>
  verifyAnswer({ text, gold, kind }).outcome;

describe("verifyAnswer", () => {
  it("reads boxes, tags, phrases and JSON replies", () => {
    expect(outcomeOf("So \\boxed{42}.", "42")).toBe("correct");
    expect(outcomeOf("<answer>41</answer>", "42")).toBe("incorrect");
    expect(outcomeOf("The final answer is 3/4.", "0.75")).toBe("correct");
    expect(outcomeOf('```json\n{"reasoning": "a \\"b\\" c", "answer": "1,234"}\n```', "1234")).toBe(
      "correct",
    );
    expect(outcomeOf('{"reasoning": "x", "answer": "\\frac{1}{2}', "0.5")).toBe("correct");
    expect(outcomeOf("Thus the answer is (B) 12.", "B", "choice")).toBe("correct");
  });

  it("does not fall back when a JSON reply has no answer field", () => {
    expect(outcomeOf('{"reasoning": "the answer is 42", "result": 42}', "42")).toBe("unparsed");
    expect(outcomeOf('{"reasoning": "it must be \\\\boxed{42} because', "42")).toBe("unparsed");
  });

  it("leaves thinking out and returns where the answer stood", () => {
    expect(outcomeOf("<think>\\boxed{42}</think> I give up.", "42")).toBe("unparsed");
    const text = "<think>\\boxed{41}</think> It is \\boxed{42}";
    const verdict = verifyAnswer({ text, gold: "42", kind: "number" });
    expect(text.slice(verdict.location?.start, verdict.location?.end)).toBe("42");
  });
});

describe("policies", () => {
  it("hashes behaviour, not spelling", () => {
    expect(policyHash({})).toBe(policyHash({ strict: false }));
    expect(policyHash({ strict: true })).not.toBe(policyHash({}));
    expect(verifierKey({})).toMatch(/^answer:[\w.]+:[0-9a-f]{12}$/);
  });
});

describe("answerClasses", () => {
  it("numbers classes by first appearance", () => {
    expect(answerClasses(["1/2", null, "0.5", "3"], { kind: "number" })).toEqual([0, -1, 0, 1]);
  });
});
