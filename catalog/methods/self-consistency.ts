import type { MethodCard } from "@/contracts/method";
import { poolSizeParams } from "./pool-size";

export const selfConsistency: MethodCard = {
  id: "self-consistency",
  version: 1,
  title: "Self-consistency",
  summary:
    "Samples k answers and takes the one given most often; equal answers are those that the verifier holds equal. Computed as the expected result over all k of the stored samples, so it needs no calls of its own.",
  kind: "reduce",
  needs: ["chat"],
  roles: ["solver"],
  params: poolSizeParams,
  source: {
    title: "Self-Consistency Improves Chain of Thought Reasoning in Language Models",
    arxiv: "2203.11171",
  },
  callsPerSample: () => [1, 1],
};
