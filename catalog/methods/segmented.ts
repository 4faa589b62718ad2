import { z } from "zod";
import type { MethodCard } from "@/contracts/method";

const params = z.strictObject({
  segmentTokens: z
    .number()
    .int()
    .min(1)
    .max(262_144)
    .default(16_384)
    .describe("Longest piece that one call generates (the authors: 16384)."),
  maxTokens: z
    .number()
    .int()
    .min(1)
    .max(1_048_576)
    .optional()
    .describe("Longest answer over all segments (the authors: 131072); the run's token limit where absent."),
  thinkStart: z.string().min(1).max(60).default("<think>").describe("What opens the model's thinking."),
  thinkEnd: z.string().min(1).max(60).default("</think>").describe("What closes the model's thinking."),
});

/** Segments that an answer may be cut into: beyond, the segments are too short. */
const MOST_SEGMENTS = 1024;

export const segmented: MethodCard = {
  id: "segmented",
  version: 1,
  title: "Segmented decoding",
  summary:
    "A very long answer is generated in segments, each one kept as soon as it is there, so that an interrupted sample goes on where it stopped. Where the engine takes token ids the text is what one uninterrupted call could have written; through text alone a word at a border may be split otherwise.",
  kind: "generate",
  needs: ["chat", "prefix"],
  roles: ["solver"],
  params,
  source: {
    title:
      "UloRL: An Ultra-Long Output Reinforcement Learning Approach for Advancing Large Language Models' Reasoning Abilities",
    arxiv: "2507.19766",
  },
  callsPerSample: (given) => {
    const { segmentTokens, maxTokens } = params.parse(given);
    return [1, maxTokens === undefined ? MOST_SEGMENTS : Math.ceil(maxTokens / segmentTokens)];
  },
  promptTokensPerSample: (given, { prompt, answer }) => {
    const { segmentTokens, maxTokens = answer[1] } = params.parse(given);
    const segments = Math.ceil(maxTokens / segmentTokens);
    return [prompt, segments * prompt + (segmentTokens * segments * (segments - 1)) / 2];
  },
};
