import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { SUBTHOUGHT_MARKERS } from "./subthought-markers";
import { THINK_INSTRUCTION, thinkTagParams } from "./think-tags";

/** Traces of long reasoners fall into about this many pieces at most. */
const MANY_SUBTHOUGHTS = 250;

const params = z.strictObject({
  completion: z
    .enum(["greedy", "diverse"])
    .default("greedy")
    .describe("How each cut is gone on from: at temperature 0, or sampled."),
  diverseTemperature: z.number().min(0).max(5).default(1).describe("Temperature of diverse completions."),
  diverseTopP: z.number().gt(0).max(1).default(0.95).describe("Top-p of diverse completions."),
  maxNewTokens: z
    .number()
    .int()
    .min(1)
    .max(262_144)
    .optional()
    .describe("Token limit of every call (the authors: 8192); the run's own where absent."),
  markers: z
    .array(z.string().min(1).max(60))
    .min(1)
    .max(100)
    .optional()
    .describe("Phrases at which the thinking is cut; the authors' 32 where absent."),
  markerAtBoundary: z
    .boolean()
    .default(true)
    .describe("A marker counts only as whole words (our guess): So does not match inside Some."),
  minSubthoughtChars: z
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe("Cuts that would leave a shorter piece are left out; 0 is the authors' method."),
  maxSubthoughts: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe("At most so many completions, evenly spaced; such samples are marked as subsampled."),
  ...thinkTagParams,
});

export const subthought: MethodCard = {
  id: "subthought",
  version: 1,
  title: "Subthought",
  summary:
    "One greedy trace of reasoning is cut where a new line of thought begins; the model goes on from every cut, and the most frequent of all the answers is returned. The answer of the uncut trace and the spread of the answers are recorded.",
  kind: "generate",
  needs: ["chat", "prefix"],
  roles: ["solver"],
  params,
  prompts: { instruction: THINK_INSTRUCTION, markers: SUBTHOUGHT_MARKERS.join(" · ") },
  source: {
    title: "Beyond the Last Answer: Your Reasoning Trace Uncovers More than You Think",
    arxiv: "2504.20708",
  },
  callsPerSample: (given) => [2, 1 + (params.parse(given).maxSubthoughts ?? MANY_SUBTHOUGHTS)],
  promptTokensPerSample: (given, { prompt, answer, count }) => {
    const { maxSubthoughts = MANY_SUBTHOUGHTS, maxNewTokens = answer[1] } = params.parse(given);
    const asked = prompt + count(THINK_INSTRUCTION);
    return [2 * asked + answer[0], asked + maxSubthoughts * (asked + maxNewTokens)];
  },
};
