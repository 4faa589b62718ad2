import { describe, expect, it } from "vitest";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";

const ACTED = "<think>12-5</think><answer>\\boxed{7}</answer>";

describe("plan-then-act", () => {
  it("asks once for plan, thinking and answer", async () => {
    const engine = scriptedEngine(() => `<plan>multiply, subtract</plan>${ACTED}`);
    const report = await runMethod("plan-then-act", engine);
    expect(engine.calls).toHaveLength(1);
    expect(report.trace.artifacts).toMatchObject({
      variant: "oneCall",
      formatValid: true,
      plan: "multiply, subtract",
      thinkingCharacters: 4,
    });
  });

  it("asks for a plan first and then gives it", async () => {
    const engine = scriptedEngine(({ count }) =>
      count === 1 ? "<plan>multiply $& subtract</plan> 7" : ACTED,
    );
    const report = await runMethod("plan-then-act", engine, {
      params: { variant: "twoCall", planTokens: 50 },
    });
    expect(engine.calls).toHaveLength(2);
    expect(engine.calls[0]?.sampling.maxTokens).toBe(50);
    expect(engine.calls[0]?.options.stop).toEqual(["</plan>"]);
    expect(engine.calls[1]?.asked).toContain("<plan>multiply $& subtract</plan>");
    expect(report.trace).toMatchObject({ response: ACTED, artifacts: { formatValid: true } });
  });

  it("leaves the plan out as its own baseline", async () => {
    const engine = scriptedEngine(() => ACTED);
    const report = await runMethod("plan-then-act", engine, { params: { variant: "noPlan" } });
    expect(engine.calls[0]?.asked).not.toContain("plan");
    expect(report.trace.artifacts).toMatchObject({ variant: "noPlan", formatValid: true, plan: null });
  });

  it("carries each of several plans out several times", async () => {
    const engine = scriptedEngine(({ asked, count }) =>
      asked.includes("Only write a short plan") ? `<plan>way ${count}</plan>` : `\\boxed{${count}}`,
    );
    const params = { variant: "planQuality", plans: 2, continuations: 3 };
    const report = await runMethod("plan-then-act", engine, { params });
    expect(engine.calls).toHaveLength(8);
    expect(report.trace.response).toBe("\\boxed{2}");
    expect(report.trace.artifacts.plans).toMatchObject([
      { plan: "way 1", answers: ["2", "3", "4"] },
      { plan: "way 5", answers: ["6", "7", "8"] },
    ]);
  });
});
