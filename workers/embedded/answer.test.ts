import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer";

const now = new Date("2026-11-22T00:00:00Z");
const read = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const all: Record<string, string> = {
    "x-inngest-sdk": "inngest-js:v4.24.0",
    "x-inngest-req-version": "2",
    ...headers,
  };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readAnswer({ status, text, header: (name) => all[name] }, now);
};

describe("readAnswer", () => {
  it("reads steps, results and errors", () => {
    expect(read(206, [{ id: "a", op: "StepRun", data: { n: 1 } }])).toMatchObject({
      kind: "ops",
      requestVersion: 2,
      ops: [{ id: "a", op: "StepRun", data: { n: 1 } }],
    });
    expect(read(206, [])).toMatchObject({ kind: "ops", ops: [] });
    expect(read(200, { done: true })).toEqual({
      kind: "returned",
      output: { done: true },
      requestVersion: 2,
    });
    const headers = { "x-inngest-no-retry": "true", "retry-after": "3" };
    expect(read(400, { name: "Bad", message: "no", stack: "s", __serialized: true }, headers)).toMatchObject({
      kind: "threw",
      error: { name: "Bad", message: "no", stack: "s" },
      noRetry: true,
      retryAfterMs: 3_000,
    });
    expect(read(500, { error: "Could not find step" })).toMatchObject({
      kind: "threw",
      error: { name: "Error", message: "Could not find step" },
      noRetry: false,
    });
  });

  it("takes anything that is not from the SDK for a failed attempt", () => {
    const foreign = readAnswer({ status: 200, text: "<html>", header: () => undefined }, now);
    expect(foreign).toMatchObject({ kind: "threw", noRetry: false, error: { name: "BadAnswer" } });
    const unauthorized = readAnswer({ status: 401, text: "{}", header: () => undefined }, now);
    expect(unauthorized).toMatchObject({
      error: { message: expect.stringContaining("INNGEST_SIGNING_KEY") },
    });
    expect(read(200, "<html>")).toMatchObject({ kind: "threw", error: { name: "BadAnswer" } });
    expect(read(206, { not: "a list" })).toMatchObject({ kind: "threw", error: { name: "BadAnswer" } });
    expect(read(201, "")).toMatchObject({ kind: "threw" });
  });
});
