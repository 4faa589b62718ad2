import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { poolSizeParams } from "./pool-size";

export const pessimistic: MethodCard = {
  id: "pessimistic",
  version: 1,
  title: "Pessimistic selection",
  summary:
    "Chooses among the stored samples of a finished run by the assessments that models made of them: the mean assessment of an answer, less a penalty that is large where few assessments stand behind it. Needs no calls: the samples have to be assessed already, by heimdall, opv or another method. Computed as the expected result over all k of the stored samples.",
  kind: "reduce",
  needs: [],
  roles: ["solver"],
  params: poolSizeParams.extend({
    alpha: z
      .number()
      .min(0)
      .max(100)
      .default(0.1)
      .describe(
        "Weight of the penalty; our guess. 0 is the highest mean assessment, a large one the majority. A public re-implementation uses 0.5.",
      ),
    votes: z
      .number()
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe("Only the first so many assessments of every sample; all where absent."),
    assessor: z
      .string()
      .max(200)
      .optional()
      .describe(
        "Whose assessments, where a run has those of several; the newest complete ones where absent.",
      ),
  }),
  assessments: { from: "stored" },
  source: { title: "Heimdall: test-time scaling on the generative verification", arxiv: "2504.10337" },
  callsPerSample: () => [1, 1],
};
