import { describe, expect, it } from "vitest";
import { askedQuestion } from "./verifier-question";

describe("askedQuestion", () => {
  it("is empty without input and says when the gold is missing", () => {
    expect(askedQuestion({})).toEqual({ state: "empty" });
    expect(askedQuestion({ output: "5" })).toMatchObject({ state: "wrong" });
  });

  it("leaves defaults out, so that a link and a plain question have one verifier key", () => {
    const asked = askedQuestion({
      output: "5",
      gold: "5",
      kind: "number",
      units: "lenient",
      precisionDecimals: "",
    });
    expect(asked).toEqual({
      state: "asked",
      question: { output: "5", gold: "5", kind: "number", policies: {} },
    });
  });

  it("takes policies by name and refuses what they cannot be", () => {
    const asked = askedQuestion({
      output: "5",
      gold: "5",
      units: "required",
      precisionDecimals: "3",
      strict: "true",
    });
    expect(asked).toMatchObject({
      question: { policies: { units: "required", precisionDecimals: 3, strict: true } },
    });
    expect(askedQuestion({ output: "5", gold: "5", units: "never" })).toMatchObject({ state: "wrong" });
    expect(askedQuestion({ output: "5", gold: "5", precisionDecimals: "1e9" })).toMatchObject({
      state: "wrong",
    });
  });
});
