import { describe, expect, it } from "vitest";
import type { Capability } from "@/contracts/capability";
import { firstTokens } from "./first-tokens";
import type { RoleModel } from "./method";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";

// 8 words: one token each for the scripted engine.
const TRACE = "<think>a b c d e f g</think> \\boxed{7}";

describe("thinking-budget", () => {
  it("takes a forced answer at budgets within the trace and the trace's own beyond", async () => {
    const engine = scriptedEngine(({ count }) => (count === 1 ? TRACE : ` \\boxed{${count}}`));
    const params = { budgets: [100, 2], answerTokens: 9 };
    const report = await runMethod("thinking-budget", engine, { params });
    expect(engine.calls).toHaveLength(2);
    expect(engine.calls[1]?.prefix).toMatch(/^<think>a b.*\n<\/think>\nFinal Answer:$/);
    expect(engine.calls[1]?.sampling.maxTokens).toBe(9);
    expect(report.trace.response).toBe(TRACE);
    expect(report.trace.artifacts).toMatchObject({
      judgedBudget: 100,
      answer: "7",
      budgets: [
        { budget: 2, thinkingTokens: 2, finished: false, answer: "2", cutBy: "characters" },
        { budget: 100, finished: true, answer: "7" },
      ],
    });
  });

  it("judges the budget that it is told to", async () => {
    const engine = scriptedEngine(({ count }) => (count === 1 ? TRACE : ` \\boxed{${count}}`));
    const report = await runMethod("thinking-budget", engine, {
      params: { budgets: [100], judgedBudget: 2 },
    });
    expect(report.trace.artifacts).toMatchObject({ judgedBudget: 2, answer: "2" });
    expect(report.trace.response).toContain("Final Answer: \\boxed{2}");
  });

  it("cuts hard without a call, and generates anew when asked", async () => {
    const cut = scriptedEngine(() => "<think>\\boxed{5} b c d e f g</think> \\boxed{7}");
    const hard = await runMethod("thinking-budget", cut, { params: { budgets: [3, 50], mode: "hard-cut" } });
    expect(cut.calls).toHaveLength(1);
    expect(hard.trace.artifacts.budgets).toMatchObject([
      { finished: false },
      { finished: true, answer: "7" },
    ]);
    const again = scriptedEngine(() => TRACE);
    const params = { budgets: [3, 50], mode: "regenerate" };
    const anew = await runMethod("thinking-budget", again, { params });
    expect(again.calls.map(({ sampling }) => sampling.maxTokens)).toEqual([3, 50]);
    expect(anew.trace.artifacts.budgets).toMatchObject([
      { finished: false, answer: null, thinkingTokens: 3 },
      { finished: true, answer: "7" },
    ]);
  });
});

describe("firstTokens", () => {
  it("cuts at token borders where the tokenizer is at hand", async () => {
    const unused = async (): Promise<never> => {
      throw new Error("not needed here");
    };
    const model: RoleModel = {
      sampling: { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 9, seed: 0 },
      capabilities: new Set<Capability>(["prefix.tokens"]),
      tokenize: async (text: string) => [...Buffer.from(text)],
      detokenize: async (ids: readonly number[]) => Buffer.from(ids).toString("utf8"),
      renderPrompt: unused,
      generate: unused,
      continue: unused,
    };
    const counted = { completionTokens: null, text: "" };
    expect(await firstTokens(model, "abcd", 3, counted)).toEqual({ text: "abc", tokens: 3, by: "tokens" });
    expect(await firstTokens(model, "abé", 3, counted)).toEqual({ text: "ab", tokens: 3, by: "tokens" });
    expect(await firstTokens(model, "ab", 3, counted)).toEqual({ text: "ab", tokens: 2, by: "tokens" });
  });
});
