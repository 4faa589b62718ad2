import { z } from "zod";
import type { MethodCard } from "@/contracts/method";

/** The card of one prior-prompt strategy: something inside a tag, then the answer. */
export function priorPromptCard(strategy: {
  id: string;
  title: string;
  summary: string;
  instruction: string;
}): MethodCard {
  const { id, title, summary } = strategy;
  const instruction = `${strategy.instruction} Then give the answer inside <answer> and </answer>, with the final value in \\boxed{}.`;
  return {
    id,
    version: 1,
    title,
    summary: `${summary} The reply's tags are checked and told apart from the score. The wording of the prompt is ours; the authors' was not available.`,
    kind: "generate",
    needs: ["chat"],
    roles: ["solver"],
    params: z.strictObject({}),
    prompts: { instruction },
    source: { title: "Prior Prompt Engineering for Reinforcement Fine-Tuning", arxiv: "2505.14157" },
    callsPerSample: () => [1, 1],
    promptTokensPerSample: (_params, { prompt, count }) => {
      const tokens = prompt + count(`\n\n${instruction}`);
      return [tokens, tokens];
    },
  };
}
