import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha256Hex } from "./hash";

it("equals the platform's SHA-256", () => {
  for (const text of [
    "",
    "abc",
    "ü".repeat(31),
    "x".repeat(55),
    "x".repeat(56),
    "x".repeat(64),
    "y".repeat(1000),
  ]) {
    expect(sha256Hex(text)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});
