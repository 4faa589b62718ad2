import type { MethodCard } from "@/contracts/method";
import { poolSizeParams } from "./pool-size";

export const weightedVote: MethodCard = {
  id: "weighted-vote",
  version: 1,
  title: "Weighted vote",
  summary:
    "Samples k answers and takes the one with the largest sum of scores. The score of a sample is the geometric mean of its tokens' probabilities, as the model itself reported them. Computed as the expected result over all k of the stored samples.",
  kind: "reduce",
  needs: ["chat", "logprobs"],
  roles: ["solver"],
  params: poolSizeParams,
  pool: { score: "mean-logprob" },
  source: {
    title: "Self-Consistency Improves Chain of Thought Reasoning in Language Models (weighted aggregation)",
    arxiv: "2203.11171",
  },
  callsPerSample: () => [1, 1],
};
