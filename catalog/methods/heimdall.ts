import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { poolSizeParams } from "./pool-size";
import { verifierParameters } from "./verifier-parameters";

const params = poolSizeParams.extend({
  votes: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(16)
    .describe("Verdicts per solution (M); our guess, the paper does not say."),
  rule: z
    .enum(["pessimistic", "mean", "weighted-vote", "best-of-n", "majority"])
    .default("pessimistic")
    .describe(
      "How the answer is chosen. pessimistic: mean verdict less a penalty for few verdicts. mean: the highest mean verdict. weighted-vote: the largest sum of pass rates. best-of-n: the one solution with the highest pass rate. majority: verdicts are ignored.",
    ),
  alpha: z
    .number()
    .min(0)
    .max(100)
    .default(0.1)
    .describe(
      "Weight of the penalty; our guess. 0 is the highest mean verdict, a large one the majority. A public re-implementation uses 0.5.",
    ),
  ...verifierParameters,
});

const verify =
  "A problem and a proposed solution follow. Decide whether the solution's final answer is right.\n\nProblem:\n{problem}\n\nProposed solution:\n{solution}\n\nGo through the solution critically, one step after the other: recompute what can be recomputed and look for gaps, wrong assumptions and slips. Any correct way to the answer counts. End with one line that holds only <verdict>1</verdict> if the final answer is right, or <verdict>0</verdict> if it is wrong.";

export const heimdall: MethodCard = {
  id: "heimdall",
  version: 1,
  title: "Heimdall, pessimistic verification",
  summary:
    "Samples k solutions and has a verifier judge each of them several times. The answer with the highest mean verdict wins, after a penalty that is large where few verdicts stand behind it. The verifier is the same model unless another one is asked to assess a finished run; the published numbers belong to weights that are not public. Computed as the expected result over all k of the stored samples, with all their verdicts.",
  kind: "reduce",
  needs: ["chat"],
  roles: ["solver", "verifier"],
  params,
  prompts: { verify },
  assessments: {
    from: "made",
    perSample: (given) => params.parse(given).votes,
    params: ["votes", "verifierTokens", "verifierTemperature"],
  },
  source: { title: "Heimdall: test-time scaling on the generative verification", arxiv: "2504.10337" },
  callsPerSample: (given) => {
    const calls = 1 + params.parse(given).votes;
    return [calls, calls];
  },
  promptTokensPerSample: (given, { prompt, answer, count }) => {
    const { votes } = params.parse(given);
    const fixed = prompt + votes * (prompt + count(verify));
    return [fixed + votes * answer[0], fixed + votes * answer[1]];
  },
};
