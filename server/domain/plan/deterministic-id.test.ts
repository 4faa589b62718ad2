import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/contracts/canonical-json";
import { runIdSchema } from "@/contracts/ids";
import { deterministicId } from "./deterministic-id";
import { sha256OfJson } from "./sha256-of-json";

describe("deterministic ids", () => {
  it("names the same thing the same way, and has the form of every other id", () => {
    const id = deterministicId("run", "sub_1", "version", "direct");
    expect(id).toBe(deterministicId("run", "sub_1", "version", "direct"));
    expect(runIdSchema.parse(id)).toBe(id);
  });

  it("does not confuse parts that only join to the same text", () => {
    expect(deterministicId("run", "ab", "c")).not.toBe(deterministicId("run", "a", "bc"));
  });
});

describe("canonical JSON", () => {
  it("is independent of the order of keys, at any depth", () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
    expect(sha256OfJson({ a: 1, b: 2 })).toBe(sha256OfJson({ b: 2, a: 1 }));
  });

  it("leaves undefined members out and keeps null", () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
  });
});
