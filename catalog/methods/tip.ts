import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { REFLECTION_WORDS, reflectionParams } from "./reflection-words";
import { THINK_INSTRUCTION } from "./think-tags";

/** Our guess at the words that open another thought; the authors' whole list was not available. */
export const SWITCH_WORDS: readonly string[] = ["alternatively", "Alternatively"];

const params = z.strictObject({
  mode: z
    .enum(["windowed", "constant"])
    .default("windowed")
    .describe(
      "windowed: switching words are penalised for a while after a thought began. constant: reflection words are shifted all the time.",
    ),
  alpha: z.number().min(0).max(100).default(3).describe("windowed: the penalty in logits; our guess."),
  beta: z
    .number()
    .int()
    .min(1)
    .max(262_144)
    .default(600)
    .describe("windowed: for how many tokens after the thought began; our guess."),
  delta: z
    .number()
    .min(-100)
    .max(100)
    .default(-3)
    .describe("constant: what is added to the logits; a sweep goes from -5 to 5."),
  ...reflectionParams,
});

export const tip: MethodCard = {
  id: "tip",
  version: 1,
  title: "Thought switching penalty (TIP)",
  summary:
    "Words with which a model drops a line of thought are made less likely, so that thoughts are followed to their end: for a while after each thought began, or as a constant shift. Exact on engines that change logits token by token; refused elsewhere.",
  kind: "generate",
  needs: ["chat", "prefix.tokens", "logit.dynamic"],
  roles: ["solver"],
  params,
  prompts: {
    instruction: THINK_INSTRUCTION,
    switchWords: SWITCH_WORDS.join(" · "),
    constantWords: REFLECTION_WORDS.join(" · "),
  },
  source: {
    title: "Thoughts Are All Over the Place: On the Underthinking of o1-Like LLMs",
    arxiv: "2501.18585",
  },
  callsPerSample: () => [1, 1],
  promptTokensPerSample: (_params, { prompt, count }) => {
    const tokens = prompt + count(THINK_INSTRUCTION);
    return [tokens, tokens];
  },
};
