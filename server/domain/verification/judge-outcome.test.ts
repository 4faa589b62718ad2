import { describe, expect, it } from "vitest";
import { judgeOutcome } from "./judge-outcome";

const plain = { fault: null, finishReason: "stop" };
const cut = { fault: null, finishReason: "length" };

describe("the outcome of a sample", () => {
  it("is the fault where there is one, never guessed from the text", () => {
    const fault = { kind: "infra_error" as const, code: "timeout", message: "" };
    expect(judgeOutcome("unparsed", { ...plain, fault })).toBe("infra_error");
    expect(judgeOutcome("correct", { ...plain, fault: { ...fault, kind: "refused" } })).toBe("refused");
  });

  it("counts an answer that was found although the text was cut off", () => {
    expect(judgeOutcome("correct", cut)).toBe("correct");
    expect(judgeOutcome("incorrect", cut)).toBe("incorrect");
    expect(judgeOutcome("undecided", cut)).toBe("undecided");
  });

  it("tells a cut text from one without an answer", () => {
    expect(judgeOutcome("unparsed", cut)).toBe("truncated");
    expect(judgeOutcome("unparsed", plain)).toBe("unparsed");
    expect(judgeOutcome("unparsed", { fault: null, finishReason: null })).toBe("unparsed");
  });
});
