import { describe, expect, it } from "vitest";
import { difficultyTag } from "./adactrl";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";

const REST = "<think>12-5</think><answer>\\boxed{7}</answer>";

describe("adactrl", () => {
  it("lets the model rate the problem", async () => {
    const engine = scriptedEngine(() => `[Hard]${REST}`);
    const report = await runMethod("adactrl", engine);
    expect(engine.calls[0]).toMatchObject({ kind: "generate", prefix: "" });
    expect(report.trace.artifacts).toMatchObject({ mode: "adaptive", tag: "Hard", formatValid: true });
  });

  it.each([
    ["forceEasy", "Easy"],
    ["forceHard", "Hard"],
  ])("begins the reply itself in mode %s", async (mode, tag) => {
    const engine = scriptedEngine(() => REST);
    const report = await runMethod("adactrl", engine, { params: { mode } });
    expect(engine.calls[0]).toMatchObject({ kind: "continue", prefix: `[${tag}]` });
    expect(report.trace).toMatchObject({ response: `[${tag}]${REST}`, artifacts: { mode, tag } });
  });

  it("reads the tag from the first six characters alone", () => {
    expect(difficultyTag("[Easy] and so on")).toBe("Easy");
    expect(difficultyTag(" [Easy]")).toBeNull();
    expect(difficultyTag("[easy]")).toBeNull();
  });
});
