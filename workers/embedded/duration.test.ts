import { describe, expect, it } from "vitest";
import { durationMs, instantOf } from "./duration";

describe("durationMs", () => {
  it.each([
    ["1s", 1_000],
    ["2h30m10s", 9_010_000],
    ["1w1d", 691_200_000],
    ["250ms", 250],
    ["", null],
    ["soon", null],
    ["5 s", null],
    ["-1s", null],
  ])("%j is %s", (text, expected) => {
    expect(durationMs(text)).toBe(expected);
  });
});

describe("instantOf", () => {
  it("reads durations from now and ISO dates", () => {
    const now = new Date("2026-11-22T00:00:00Z");
    expect(instantOf("1m", now)?.toISOString()).toBe("2026-11-22T00:01:00.000Z");
    expect(instantOf("2027-01-01T00:00:00.000Z", now)?.toISOString()).toBe("2027-01-01T00:00:00.000Z");
    expect(instantOf("whenever", now)).toBeNull();
  });
});
