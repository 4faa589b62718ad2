import { z } from "zod";
import type { MethodCard } from "@/contracts/method";

export const direct: MethodCard = {
  id: "direct",
  version: 1,
  title: "Direct",
  summary:
    "One call per sample: the statement with the benchmark's instruction, answered once. The baseline of every other method.",
  kind: "generate",
  needs: ["chat"],
  extraNeeds: (params) => (params.score === undefined ? [] : ["logprobs"]),
  roles: ["solver"],
  params: z.strictObject({
    score: z
      .literal("mean-logprob")
      .optional()
      .describe("Records with each sample the exponential of the mean log-probability of its tokens."),
  }),
  source: { title: "Plain sampling", arxiv: null },
  callsPerSample: () => [1, 1],
};
