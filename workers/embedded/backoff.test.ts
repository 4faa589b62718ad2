import { describe, expect, it } from "vitest";
import { retryAfterMs, retryDelayMs } from "./backoff";

describe("retryDelayMs", () => {
  it("follows the real server's table and spreads over 30 s", () => {
    const seconds = Array.from({ length: 12 }, (_, attempt) => retryDelayMs(attempt, 0) / 1000);
    expect(seconds).toEqual([15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200, 7_200, 7_200]);
    expect(retryDelayMs(0, 0.5)).toBe(30_000);
  });
});

describe("retryAfterMs", () => {
  const now = new Date("2026-11-22T00:00:00Z");
  it.each([
    ["7", 7_000],
    ["0", 1_000],
    ["2026-11-22T00:02:00Z", 120_000],
    ["2020-01-01T00:00:00Z", 1_000],
    ["999999999", 86_400_000],
    ["soon", null],
    [undefined, null],
  ])("%j is %s", (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
