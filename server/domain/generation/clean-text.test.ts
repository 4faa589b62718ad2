import { describe, expect, it } from "vitest";
import { cleanText } from "./clean-text";

describe("cleaning of model text", () => {
  it("removes NUL and replaces lone surrogates, at any depth", () => {
    expect(cleanText({ a: ["x\u0000y", { "k\u0000": "\ud800z" }], n: 1, none: null })).toEqual({
      a: ["xy", { k: "\ufffdz" }],
      n: 1,
      none: null,
    });
  });

  it("leaves every other text as it is", () => {
    const text = "π ≈ 3.14 😀 \u2028 \\boxed{1}\n\t\u0007";
    expect(cleanText(text)).toBe(text);
  });
});
