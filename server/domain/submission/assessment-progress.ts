import { count, inArray, sql } from "drizzle-orm";
import { assessmentsPerSample } from "@/catalog/methods/assessments-per-sample";
import type { Manifest } from "@/contracts/manifest";
import type { RunState } from "@/contracts/states";
import { assessment, sample } from "@/db/schema";
import type { Ctx } from "../ctx";

export type AssessmentProgress = { done: number; total: number };

const UNDER_WAY: readonly RunState[] = ["planned", "running", "waiting", "scoring"];

type Owner = {
  id: string;
  state: RunState;
  sourceRunId: string | null;
  methodId: string;
  methodParams: Record<string, unknown>;
  manifest: Manifest;
};

/** How many assessments are stored of those that reduced runs under way ask for; ended runs and those whose method has none made are left out. */
export async function assessmentProgress(
  ctx: Ctx,
  runs: readonly Owner[],
): Promise<Map<string, AssessmentProgress>> {
  const owners = runs.flatMap((run) =>
    run.sourceRunId === null || !UNDER_WAY.includes(run.state) || assessmentsPerSample(run) === 0
      ? []
      : [{ ...run, poolId: run.sourceRunId }],
  );
  if (owners.length === 0) return new Map();
  const pools = [...new Set(owners.map(({ poolId }) => poolId))];
  const [said, stored] = await Promise.all([
    ctx.db
      .select({
        poolId: assessment.runId,
        assessor: assessment.assessor,
        index: assessment.assessmentIndex,
        done: count(),
      })
      .from(assessment)
      .where(inArray(assessment.runId, pools))
      .groupBy(assessment.runId, assessment.assessor, assessment.assessmentIndex),
    ctx.db
      .select({ poolId: sample.runId, samples: sql<number>`count(*)::int` })
      .from(sample)
      .where(inArray(sample.runId, pools))
      .groupBy(sample.runId),
  ]);
  const samplesOf = new Map(stored.map((row) => [row.poolId, row.samples]));
  return new Map(
    owners.map((owner) => {
      const wanted = assessmentsPerSample(owner);
      const done = said
        .filter(
          ({ poolId, assessor, index }) =>
            poolId === owner.poolId && assessor === owner.manifest.assessor && index < wanted,
        )
        .reduce((sum, row) => sum + row.done, 0);
      return [owner.id, { done, total: wanted * (samplesOf.get(owner.poolId) ?? 0) }];
    }),
  );
}
