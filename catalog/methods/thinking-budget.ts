import { z } from "zod";
import type { CostSizes, MethodCard, Range } from "@/contracts/method";
import { THINK_INSTRUCTION, thinkTagParams } from "./think-tags";

const tokens = z.number().int().min(1).max(262_144);

const params = z.strictObject({
  budgets: z
    .array(tokens)
    .min(1)
    .max(20)
    .default([1024, 2048, 4096, 8192, 16_384, 32_768])
    .describe("Thinking tokens at which an answer is taken; each sample is answered at all of them."),
  judgedBudget: tokens
    .optional()
    .describe("The budget whose answer is judged; the largest where absent. The other answers are recorded."),
  mode: z
    .enum(["forced-answer", "hard-cut", "regenerate"])
    .default("forced-answer")
    .describe(
      "forced-answer (our guess at the authors' rule): thinking is closed and the answer asked for. hard-cut: only what already stands there. regenerate: a new reply with that limit.",
    ),
  answerTokens: z.number().int().min(1).max(8192).default(512).describe("Longest forced answer; our guess."),
  answerCue: z.string().max(200).default("Final Answer:").describe("Begins a forced answer; our guess."),
  ...thinkTagParams,
});

export const thinkingBudget: MethodCard = {
  id: "thinking-budget",
  version: 1,
  title: "Thinking budgets",
  summary:
    "How the answer changes with the thinking that is allowed: one trace is cut at several budgets, and at each the answer is taken. One budget is judged; the answers at all of them are recorded with every sample.",
  kind: "generate",
  needs: ["chat", "prefix"],
  roles: ["solver"],
  params,
  prompts: { instruction: THINK_INSTRUCTION },
  source: {
    title: "T1: Advancing Language Model Reasoning through Reinforcement Learning and Inference Scaling",
    arxiv: "2501.11651",
  },
  callsPerSample: (given) => {
    const { budgets, mode } = params.parse(given);
    if (mode === "hard-cut") return [1, 1];
    const most = new Set(budgets).size;
    return mode === "regenerate" ? [most, most] : [1, 1 + most];
  },
  promptTokensPerSample: promptTokens,
};

function promptTokens(given: Record<string, unknown>, { prompt, answer, count }: CostSizes): Range {
  const { budgets, mode } = params.parse(given);
  const asked = prompt + count(THINK_INSTRUCTION);
  if (mode === "hard-cut") return [asked, asked];
  const different = [...new Set(budgets)];
  if (mode === "regenerate") return [different.length * asked, different.length * asked];
  const kept = different.reduce((sum, budget) => sum + Math.min(budget, answer[1]), 0);
  return [asked, (1 + different.length) * asked + kept];
}
