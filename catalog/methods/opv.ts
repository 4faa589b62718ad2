import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { poolSizeParams } from "./pool-size";
import { verifierParameters } from "./verifier-parameters";

const params = poolSizeParams.extend({
  votes: z.number().int().min(1).max(64).default(16).describe("Verifications of one solution (M)."),
  rule: z
    .enum(["verifier-vote", "best-of-n", "majority"])
    .default("verifier-vote")
    .describe(
      "How the answer is chosen. verifier-vote: the largest sum of pass rates over the solutions that give it. best-of-n: the one solution with the highest pass rate. majority: verifications are ignored.",
    ),
  resummarise: z
    .boolean()
    .default(false)
    .describe(
      "Has the solution rewritten as a list of steps first. Off, as in the paper's test-time study: the paragraphs of the model's own final text are the steps.",
    ),
  summaryTokens: z
    .number()
    .int()
    .min(1)
    .max(65_536)
    .default(8192)
    .describe("Longest list of steps, in tokens; at most the run's own limit. Our guess."),
  ...verifierParameters,
});

const prompts = {
  summarise:
    "You are a student of mathematics who writes a given solution down again as a short list of steps.\n\nProblem:\n{problem}\n\nSolution:\n{solution}\n\nKeep to the solution: leave out what does not lead to its result, keep every calculation, list and case, add nothing of your own, and do not repair mistakes. Write 5 to 15 steps, or 2 to 3 where the solution is very short. One unit of reasoning a step, no numbering, the solution's own notation, every symbol explained. Put a line with only --- between two steps. The last step gives the answer.",
  verify:
    "You teach mathematics and look for the first wrong step of a solution.\n\nProblem:\n{problem}\n\nSteps of the solution:\n{steps}\n\nGo through the steps in order. Say in your own words what a step claims, then check it. A step that the solution itself corrects later counts as right. Where several ways are tried, one sound way to the right conclusion is enough. Where the problem can be read in several ways, accept any sensible reading. A guess without proof and an incomplete induction are wrong. End with \\box{STEPk}, where k is the number of the first wrong step, or \\box{STEP-1} if every step is right, and give the reason in one sentence.",
};

export const opv: MethodCard = {
  id: "opv",
  version: 1,
  title: "OPV, outcome-based process verifier",
  summary:
    "Samples k solutions and has a verifier look for the first wrong step of each of them, several times. The share of verifications that find none is the solution's pass rate, and answers are chosen by it. The verifier never sees the right answer. Summariser and verifier are the same model unless another one is asked to assess a finished run; the published numbers belong to trained weights. Computed as the expected result over all k of the stored samples.",
  kind: "reduce",
  needs: ["chat"],
  roles: ["solver", "summariser", "verifier"],
  params,
  prompts,
  assessments: {
    from: "made",
    perSample: (given) => params.parse(given).votes,
    params: ["votes", "resummarise", "summaryTokens", "verifierTokens", "verifierTemperature"],
  },
  source: {
    title: "OPV: Outcome-based Process Verifier for Efficient Long Chain-of-Thought Verification",
    arxiv: "2512.10756",
  },
  callsPerSample: (given) => {
    const { votes, resummarise } = params.parse(given);
    const calls = 1 + votes + (resummarise ? 1 : 0);
    return [calls, calls];
  },
  promptTokensPerSample: (given, { prompt, answer, count }) => {
    const { votes, resummarise, summaryTokens } = params.parse(given);
    const fixed = prompt + votes * (prompt + count(prompts.verify));
    if (!resummarise) return [fixed + votes * answer[0], fixed + votes * answer[1]];
    const summarising = prompt + count(prompts.summarise);
    return [
      fixed + summarising + answer[0],
      fixed + summarising + answer[1] + votes * Math.min(summaryTokens, answer[1]),
    ];
  },
};
