import { account, endpoint, model, submission, team, teamMember } from "@/db/schema";
import { deterministicId } from "@/server/domain/plan";
import type { LocalContext } from "../../local-context";
import { BENCHMARK_SHAPES } from "./seed-benchmarks";
import { MODELS_PER_TEAM, type PlannedSubmission, TEAMS } from "./seed-plan";

const CONCURRENCY = 8;

/** Ids follow from the seed, so that the same seed makes the same rows. */
export const loadId = (
  seed: number,
  kind: Parameters<typeof deterministicId>[0],
  ...parts: (string | number)[]
) => deterministicId(kind, `load ${seed}`, ...parts.map(String));

/** Teams with one account and eight models each, as if they had signed in and named them. */
export async function writeOwners(ctx: LocalContext, seed: number, createdAt: Date): Promise<void> {
  const teams = Array.from({ length: TEAMS }, (_, index) => ({
    id: loadId(seed, "team", index),
    slug: `load-team-${index + 1}`,
    name: `Load team ${index + 1}`,
    createdAt,
  }));
  await ctx.database.bulkInsert(team, teams);
  await ctx.database.bulkInsert(
    account,
    teams.map((_, index) => ({
      id: loadId(seed, "account", index),
      name: `Load account ${index + 1}`,
      isAdmin: false,
      createdAt,
    })),
  );
  await ctx.database.bulkInsert(
    teamMember,
    teams.map(({ id }, index) => ({
      teamId: id,
      accountId: loadId(seed, "account", index),
      role: "owner" as const,
      createdAt,
    })),
  );
  await ctx.database.bulkInsert(
    model,
    Array.from({ length: TEAMS * MODELS_PER_TEAM }, (_, index) => ({
      id: loadId(seed, "model", index),
      teamId: loadId(seed, "team", Math.floor(index / MODELS_PER_TEAM)),
      slug: `load-model-${index + 1}`,
      name: `Load model ${index + 1}`,
      identity: "self-declared" as const,
      label: "made-up model of the load instance",
      createdAt,
    })),
  );
}

/** Submissions that were just checked: the state in which they are planned. Returns their ids in the order of the plan. */
export async function writeSubmissions(
  ctx: LocalContext,
  plan: readonly PlannedSubmission[],
  { seed, at }: { seed: number; at: (index: number) => Date },
): Promise<string[]> {
  await ctx.database.bulkInsert(
    endpoint,
    plan.map(({ index, team: owner, model: which }) => ({
      id: loadId(seed, "endpoint", index),
      teamId: loadId(seed, "team", owner),
      modelId: loadId(seed, "model", which),
      url: `https://models.example/${which + 1}/v1`,
      servedName: `load-model-${which + 1}`,
      capabilities: ["chat" as const, "seed" as const],
      createdAt: at(index),
    })),
  );
  const rows = plan.map((item) => {
    const shape = BENCHMARK_SHAPES[item.benchmark];
    return {
      id: loadId(seed, "submission", item.index),
      teamId: loadId(seed, "team", item.team),
      accountId: loadId(seed, "account", item.team),
      kind: "endpoint" as const,
      state: "checking" as const,
      visibility: "public" as const,
      input: {
        url: `https://models.example/${item.model + 1}/v1`,
        model: `load-model-${item.model + 1}`,
        displayName: `Load model ${item.model + 1}`,
        benchmark: shape?.slug ?? "",
        method: item.method,
        params: {},
        samples: shape?.samples ?? 1,
        sampling: { temperature: item.temperature },
        concurrency: CONCURRENCY,
        visibility: "public",
      },
      modelId: loadId(seed, "model", item.model),
      endpointId: loadId(seed, "endpoint", item.index),
      heartbeatAt: at(item.index),
      createdAt: at(item.index),
      updatedAt: at(item.index),
    };
  });
  await ctx.database.bulkInsert(submission, rows);
  return rows.map(({ id }) => id);
}
