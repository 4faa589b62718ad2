import { z } from "zod";
import type { CostSizes, MethodCard, Range } from "@/contracts/method";

const params = z.strictObject({
  variant: z
    .enum(["oneCall", "twoCall", "noPlan", "planQuality"])
    .default("oneCall")
    .describe(
      "oneCall: plan, thinking and answer in one reply. twoCall: the plan in a call of its own. noPlan: the same form without a plan. planQuality: several plans, each carried out several times.",
    ),
  planTokens: z
    .number()
    .int()
    .min(1)
    .max(8192)
    .default(256)
    .describe("Longest plan of a call of its own, in tokens; our guess."),
  plans: z.number().int().min(1).max(16).default(3).describe("planQuality: plans per sample."),
  continuations: z
    .number()
    .int()
    .min(1)
    .max(16)
    .default(3)
    .describe("planQuality: how often each plan is carried out."),
});

const prompts = {
  oneCall:
    "First write a short plan inside <plan> and </plan>: the phases and sub-goals, no arithmetic. Then reason in detail along the plan inside <think> and </think>; change the plan there if it proves wrong. Then give the result inside <answer> and </answer>, with the final value in \\boxed{}.",
  noPlan:
    "Reason in detail inside <think> and </think>. Then give the result inside <answer> and </answer>, with the final value in \\boxed{}.",
  plan: "Only write a short plan for solving this inside <plan> and </plan>: the phases and sub-goals, no arithmetic and no result.",
  act: "Follow this plan:\n<plan>{plan}</plan>\n\nReason in detail along the plan inside <think> and </think>; change it there if it proves wrong. Then give the result inside <answer> and </answer>, with the final value in \\boxed{}.",
};

export const planThenAct: MethodCard = {
  id: "plan-then-act",
  version: 1,
  title: "Plan, then act",
  summary:
    "The model writes a short plan before it reasons along it. In one call, or with the plan in a call of its own; the plan's length, the form of the reply and, where several plans are tried, the answers of each are recorded.",
  kind: "generate",
  needs: ["chat"],
  roles: ["solver"],
  params,
  prompts,
  source: { title: "Plan Then Action", arxiv: "2510.01833" },
  callsPerSample: (given) => {
    const calls = callsOf(given);
    return [calls.plans + calls.acts, calls.plans + calls.acts];
  },
  promptTokensPerSample: (given, sizes) => promptTokens(given, sizes),
};

function callsOf(given: Record<string, unknown>): { plans: number; acts: number } {
  const { variant, plans, continuations } = params.parse(given);
  if (variant === "twoCall") return { plans: 1, acts: 1 };
  if (variant === "planQuality") return { plans, acts: plans * continuations };
  return { plans: 0, acts: 1 };
}

function promptTokens(given: Record<string, unknown>, { prompt, count }: CostSizes): Range {
  const { variant, planTokens } = params.parse(given);
  if (variant === "oneCall" || variant === "noPlan") {
    const tokens = prompt + count(prompts[variant]);
    return [tokens, tokens];
  }
  const { plans, acts } = callsOf(given);
  const fixed = plans * (prompt + count(prompts.plan)) + acts * (prompt + count(prompts.act));
  return [fixed, fixed + acts * planTokens];
}
