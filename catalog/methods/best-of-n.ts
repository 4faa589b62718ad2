import type { MethodCard } from "@/contracts/method";
import { poolSizeParams } from "./pool-size";

export const bestOfN: MethodCard = {
  id: "best-of-n",
  version: 1,
  title: "Best of n",
  summary:
    "Samples k answers and keeps the one with the highest score, equal scores sharing. The score of a sample is the geometric mean of its tokens' probabilities, as the model itself reported them: no verifier and no reward model takes part. Computed as the expected result over all k of the stored samples.",
  kind: "reduce",
  needs: ["chat", "logprobs"],
  roles: ["solver"],
  params: poolSizeParams,
  pool: { score: "mean-logprob" },
  source: { title: "Best-of-n by the model's own likelihood", arxiv: null },
  callsPerSample: () => [1, 1],
};
