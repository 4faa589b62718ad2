import { z } from "zod";
import type { MethodCard } from "@/contracts/method";

const params = z.strictObject({
  mode: z
    .enum(["adaptive", "forceEasy", "forceHard"])
    .default("adaptive")
    .describe(
      "adaptive: the model rates the difficulty itself. forceEasy, forceHard: its reply begins with the tag, given as a prefix.",
    ),
});

const instruction =
  "Begin the reply with your own rating of how hard the problem is: [Easy] or [Hard]. Then reason inside <think> and </think>, briefly if it is easy. Then answer inside <answer> and </answer>, with the final value in \\boxed{}.";

export const adactrl: MethodCard = {
  id: "adactrl",
  version: 1,
  title: "AdaCtrl modes",
  summary:
    "The reply starts with a difficulty tag, [Easy] or [Hard], that sets how long the model thinks. The model chooses the tag, or it is forced. Published numbers belong to weights trained for it; other weights run the same procedure.",
  kind: "generate",
  needs: ["chat"],
  extraNeeds: (given) => (params.parse(given).mode === "adaptive" ? [] : ["prefix"]),
  roles: ["solver"],
  params,
  prompts: { instruction },
  source: {
    title: "AdaCtrl: Towards Adaptive and Controllable Reasoning via Difficulty-Aware Budgeting",
    arxiv: "2505.18822",
  },
  callsPerSample: () => [1, 1],
  promptTokensPerSample: (given, { prompt, count }) => {
    const forced = params.parse(given).mode === "adaptive" ? 0 : count("[Easy]");
    const tokens = prompt + count(`\n\n${instruction}`) + forced;
    return [tokens, tokens];
  },
};
