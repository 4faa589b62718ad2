import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bearerOf, checkSigningKey, isSame, isSigned, sign } from "./signature";

const KEY = "signkey-prod-0123456789abcdef";
const NOW_MS = 1_700_000_000_500;

describe("sign", () => {
  it("is the HMAC of body and seconds under the text of the key without its prefix", () => {
    const expected = createHmac("sha256", "0123456789abcdef").update('{"a":1}1700000000').digest("hex");
    expect(sign('{"a":1}', KEY, NOW_MS)).toBe(`t=1700000000&s=${expected}`);
  });

  it("is accepted for five minutes, for this body and key only", () => {
    const signature = sign("body", KEY, NOW_MS);
    expect(isSigned("body", signature, KEY, NOW_MS)).toBe(true);
    expect(isSigned("body", signature, KEY, NOW_MS + 290_000)).toBe(true);
    expect(isSigned("body", signature, KEY, NOW_MS + 310_000)).toBe(false);
    expect(isSigned("body", signature, KEY, NOW_MS - 310_000)).toBe(false);
    expect(isSigned("other", signature, KEY, NOW_MS)).toBe(false);
    expect(isSigned("body", signature, "signkey-prod-00", NOW_MS)).toBe(false);
    for (const broken of [undefined, "", "t=&s=", "t=1700000000", "t=abc&s=00", `${signature}0`])
      expect(isSigned("body", broken, KEY, NOW_MS)).toBe(false);
  });
});

describe("bearerOf", () => {
  it("hashes the bytes that the key's hex digits stand for and keeps the prefix", () => {
    const digest = createHash("sha256").update(Buffer.from("0123456789abcdef", "hex")).digest("hex");
    expect(bearerOf(KEY)).toBe(`signkey-prod-${digest}`);
    expect(bearerOf("0123456789abcdef")).toBe(digest);
  });
});

describe("checkSigningKey", () => {
  it("refuses what is no even number of hex digits", () => {
    expect(() => checkSigningKey(KEY)).not.toThrow();
    for (const wrong of ["", "signkey-prod-", "signkey-prod-abc", "signkey-prod-xyz0"])
      expect(() => checkSigningKey(wrong)).toThrow(/INNGEST_SIGNING_KEY/);
  });
});

describe("isSame", () => {
  it("compares texts of any length", () => {
    expect(isSame("a", "a")).toBe(true);
    expect(isSame("a", "ab")).toBe(false);
    expect(isSame("", "")).toBe(true);
  });
});
