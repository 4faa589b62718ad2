import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { THINK_INSTRUCTION, thinkTagParams } from "./think-tags";

const params = z.strictObject({
  maxThinkingTokens: z
    .number()
    .int()
    .min(1)
    .max(262_144)
    .optional()
    .describe(
      "Thinking ends at this many tokens (the authors: 500 to 16000); the run's token limit where absent.",
    ),
  numIgnore: z
    .number()
    .int()
    .min(0)
    .max(64)
    .default(0)
    .describe("How often an end of thinking is overruled (the authors: 0, 1, 2, 4, 6)."),
  ignoreString: z
    .string()
    .max(200)
    .default("Wait")
    .describe("What replaces an end of thinking that is overruled."),
  answerCue: z
    .string()
    .max(200)
    .default("Final Answer:")
    .describe("Begins the answer where thinking was cut off."),
  tagBreak: z
    .string()
    .max(10)
    .default("\n")
    .describe(
      "What follows a thinking tag that the method writes itself; most chat templates have a line break.",
    ),
  temperature: z.number().min(0).max(5).default(0).describe("The authors decode greedily."),
  ...thinkTagParams,
});

export const budgetForcing: MethodCard = {
  id: "budget-forcing",
  version: 1,
  title: "Budget forcing",
  summary:
    "The length of thinking is forced: it is cut off at a budget, or made longer by putting a word such as Wait where the model wanted to end it. Then the model answers.",
  kind: "generate",
  needs: ["chat", "prefix"],
  roles: ["solver"],
  params,
  prompts: { instruction: THINK_INSTRUCTION },
  source: { title: "s1: Simple test-time scaling", arxiv: "2501.19393" },
  callsPerSample: (given) => [2, 2 + params.parse(given).numIgnore],
  promptTokensPerSample: (given, { prompt, answer, count }) => {
    const { numIgnore, maxThinkingTokens = answer[1] } = params.parse(given);
    const asked = prompt + count(THINK_INSTRUCTION);
    return [2 * asked, (2 + numIgnore) * asked + (1 + numIgnore) * maxThinkingTokens];
  },
};
