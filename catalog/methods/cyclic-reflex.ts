import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { REFLECTION_WORDS, reflectionParams } from "./reflection-words";
import { THINK_INSTRUCTION } from "./think-tags";

const params = z.strictObject({
  amplitude: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe("Height of the wave in logits (the authors' script: 5; searched from 1 to 10)."),
  periodTokens: z
    .number()
    .int()
    .min(4)
    .max(262_144)
    .default(1200)
    .describe(
      "Length of the wave in tokens (the authors' script: 1200, 900 on AMC; searched from 200 to 2000).",
    ),
  shift: z.number().min(0).max(1).default(0).describe("Phase as a share of the period."),
  ...reflectionParams,
});

export const cyclicReflex: MethodCard = {
  id: "cyclic-reflex",
  version: 1,
  title: "CyclicReflex",
  summary:
    "While the model thinks, the logits of reflection words rise and fall in a triangular wave, so that phases of reflecting and of going straight on take turns. Exact on engines that change logits token by token; refused elsewhere.",
  kind: "generate",
  needs: ["chat", "prefix.tokens", "logit.dynamic"],
  roles: ["solver"],
  params,
  prompts: { instruction: THINK_INSTRUCTION, words: REFLECTION_WORDS.join(" · ") },
  source: {
    title: "CyclicReflex: Improving Large Reasoning Models via Cyclical Reflection Token Scheduling",
    arxiv: "2506.11077",
  },
  callsPerSample: () => [1, 1],
  promptTokensPerSample: (_params, { prompt, count }) => {
    const tokens = prompt + count(THINK_INSTRUCTION);
    return [tokens, tokens];
  },
};
