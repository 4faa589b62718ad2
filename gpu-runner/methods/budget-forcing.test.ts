import { describe, expect, it } from "vitest";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";

describe("budget-forcing", () => {
  it("lets thinking end by itself within the budget", async () => {
    const engine = scriptedEngine(({ count }) => (count === 1 ? " 12 - 5</think> unseen" : "\n\\boxed{7}"));
    const report = await runMethod("budget-forcing", engine);
    expect(engine.calls.map(({ prefix }) => prefix)).toEqual(["<think>\n", "<think>\n 12 - 5</think>\n"]);
    expect(engine.calls[0]?.options.stop).toEqual(["</think>"]);
    expect(engine.calls[0]?.sampling).toMatchObject({ temperature: 0, maxTokens: 1000 });
    expect(report.trace).toMatchObject({
      response: "<think>\n 12 - 5</think>\n\n\\boxed{7}",
      artifacts: { thinkingTokens: 3, overruled: 0, cutOff: false, rounds: [{ tokens: 3, endedBy: "stop" }] },
    });
  });

  it("cuts thinking off at the budget and asks for the answer", async () => {
    const engine = scriptedEngine(({ count }) => (count === 1 ? " one two three four" : " \\boxed{7}"));
    const report = await runMethod("budget-forcing", engine, { params: { maxThinkingTokens: 2 } });
    expect(engine.calls[1]?.prefix).toBe("<think>\n one two\n</think>\nFinal Answer:");
    expect(engine.calls[1]?.sampling.maxTokens).toBe(1000);
    expect(report.trace.artifacts).toMatchObject({ requestedThinkingTokens: 2, cutOff: true, answer: "7" });
  });

  it("overrules the end of thinking until the budget is spent", async () => {
    const engine = scriptedEngine(({ count }) => (count <= 3 ? ` step${count} more` : "\\boxed{7}"));
    const params = { numIgnore: 2, maxThinkingTokens: 5, ignoreString: "Wait" };
    const report = await runMethod("budget-forcing", engine, { params });
    expect(engine.calls.map(({ sampling }) => sampling.maxTokens)).toEqual([5, 3, 1, 1000]);
    expect(engine.calls[2]?.prefix).toBe("<think>\n step1 moreWait step2 moreWait");
    expect(engine.calls[3]?.prefix).toContain("step3\n</think>\nFinal Answer:");
    expect(report.trace.artifacts).toMatchObject({ overruled: 2, cutOff: true, thinkingTokens: 5 });
  });

  it("ends with the last repetition", async () => {
    const engine = scriptedEngine(({ count }) => (count <= 2 ? " thought" : "\\boxed{7}"));
    const report = await runMethod("budget-forcing", engine, { params: { numIgnore: 1 } });
    expect(engine.calls).toHaveLength(3);
    expect(report.trace.response).toBe("<think>\n thoughtWait thought</think>\n\\boxed{7}");
  });
});
