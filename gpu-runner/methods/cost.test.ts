import { describe, expect, it } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import { PROBLEM, runMethod } from "./testing/run-method";
import { type ScriptedCall, scriptedEngine } from "./testing/scripted-engine";

const REPLY = "<think> Okay 12-5. Wait, 7. So 8 is it. Hmm.</think><answer>\\boxed{7}</answer>";
const NOTE = "**Conditions:**\n1. a fact\n\n**Question:**\nHow many?";
const INSTRUCTION = "Put your final answer in \\boxed{}.";

/** Every character a token, so that nothing depends on a tokenizer. */
const charactersOf = ({ messages, prefix }: ScriptedCall) =>
  messages.reduce((sum, { content }) => sum + content.length, prefix.length);

const CASES: [id: string, params: Record<string, unknown>][] = [
  ...METHOD_CARDS.filter(({ kind, needs }) => kind === "generate" && !needs.includes("prefix.tokens")).map(
    ({ id }): [string, Record<string, unknown>] => [id, {}],
  ),
  ["plan-then-act", { variant: "twoCall" }],
  ["plan-then-act", { variant: "noPlan" }],
  ["plan-then-act", { variant: "planQuality" }],
  ["adactrl", { mode: "forceEasy" }],
  ["sift", { stages: 1, stickerFewShot: false }],
  ["subthought", { maxSubthoughts: 2 }],
  ["budget-forcing", { numIgnore: 2 }],
  ["thinking-budget", { budgets: [2, 500] }],
  ["thinking-budget", { mode: "regenerate", budgets: [20, 500] }],
  ["segmented", { segmentTokens: 3, maxTokens: 9 }],
];

describe("what a card says of its prompts", () => {
  it.each(CASES)("%s %j is within 5 %% of what is sent", async (id, params) => {
    const card = METHOD_CARDS.find((one) => one.id === id);
    const given = card?.params.parse(params) ?? {};
    const prompt = PROBLEM.statement.length + 2 + INSTRUCTION.length;
    const perCall = card?.callsPerSample(given) ?? [0, 0];
    const [low, high] = card?.promptTokensPerSample?.(given, {
      prompt,
      answer: [REPLY.length, REPLY.length],
      count: (text) => text.length,
    }) ?? [prompt * perCall[0], prompt * perCall[1]];
    const engine = scriptedEngine(({ asked, kind }) =>
      /Write a note|repair the note|Work out which/.test(asked) ? NOTE : kind === "continue" ? " 7" : REPLY,
    );
    await runMethod(id, engine, { params });
    const sent = engine.calls.reduce((sum, call) => sum + charactersOf(call), 0);
    expect(sent).toBeGreaterThanOrEqual(low * 0.95);
    expect(sent).toBeLessThanOrEqual(high * 1.05);
  });
});
