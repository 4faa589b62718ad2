import { describe, expect, it } from "vitest";
import { callUrl } from "./address";
import { retryAfterMs } from "./retry-after";

describe("retryAfterMs", () => {
  const nowMs = Date.parse("2026-01-01T00:00:00Z");
  it.each([
    [{}, null],
    [{ "retry-after": "" }, null],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "0.25" }, 250],
    [{ "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }, 30_000],
    [{ "retry-after": "Wed, 31 Dec 2025 23:00:00 GMT" }, 0],
    [{ "retry-after": "999999999" }, 86_400_000],
    [{ "retry-after": "7", "retry-after-ms": "120" }, 120],
  ])("reads %j as %s", (headers, expected) => {
    expect(retryAfterMs(headers, nowMs)).toBe(expected);
  });
});

describe("callUrl", () => {
  it.each([
    ["https://api.example.com", "https://api.example.com/v1/models"],
    ["https://api.example.com/", "https://api.example.com/v1/models"],
    ["https://api.example.com/v1", "https://api.example.com/v1/models"],
    ["https://api.example.com/v1/", "https://api.example.com/v1/models"],
    ["https://api.example.com/openai/v1", "https://api.example.com/openai/v1/models"],
    ["https://api.example.com/v1beta/openai", "https://api.example.com/v1beta/openai/v1/models"],
    ["https://api.example.com/v1?key=x", "https://api.example.com/v1/models?key=x"],
  ])("finds the call below %s", (base, expected) => {
    expect(callUrl(base, "/models")).toBe(expected);
  });
});
