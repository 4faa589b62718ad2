import { describe, expect, it } from "vitest";
import { tagSections } from "./tag-sections";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";

const STRATEGIES = ["think", "plan", "code", "knowledge", "examples"];

describe("prior prompts", () => {
  it.each(STRATEGIES)("ppe-%s asks for its tag and records that the reply kept to the form", async (tag) => {
    const reply = `<${tag}>3*4=12, 12-5=7</${tag}>\n<answer>\\boxed{7}</answer>`;
    const engine = scriptedEngine(() => reply);
    const report = await runMethod(`ppe-${tag}`, engine);
    expect(engine.calls).toHaveLength(1);
    const asked = engine.calls[0]?.asked ?? "";
    for (const part of ["Ada has 3 boxes", `<${tag}>`, `</${tag}>`, "<answer>", "\\boxed{}"])
      expect(asked).toContain(part);
    expect(report.fault).toBeNull();
    expect(report.trace).toMatchObject({
      response: reply,
      artifacts: { strategy: tag, formatValid: true, priorCharacters: 14 },
    });
  });

  it("tells a reply without the tags apart, and reads reasoning that a server sends by itself", async () => {
    const plain = await runMethod(
      "ppe-think",
      scriptedEngine(() => "\\boxed{7}"),
    );
    expect(plain.trace.artifacts).toMatchObject({ formatValid: false, priorCharacters: null });
    const apart = scriptedEngine(() => ({ text: "<answer>\\boxed{7}</answer>", reasoning: "12-5" }));
    expect((await runMethod("ppe-think", apart)).trace.artifacts).toMatchObject({ formatValid: true });
  });
});

describe("tagSections", () => {
  const valid = (text: string) => tagSections(text, ["plan", "answer"]).valid;

  it("wants one pair of each tag, in order", () => {
    expect(valid("<plan>a</plan> <answer>b</answer>")).toBe(true);
    expect(valid("<answer>b</answer> <plan>a</plan>")).toBe(false);
    expect(valid("<plan>a</plan> <plan>a</plan> <answer>b</answer>")).toBe(false);
    expect(valid("<plan>a<answer>b</answer></plan>")).toBe(false);
    expect(valid("<plan>a</plan> <answer>b")).toBe(false);
    expect(tagSections("<plan>a</plan> <answer>b", ["plan", "answer"]).sections).toEqual({
      plan: "a",
      answer: null,
    });
  });
});
