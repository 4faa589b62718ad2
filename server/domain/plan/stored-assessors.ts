import { desc, eq, max, sql } from "drizzle-orm";
import { assessment, run, sample } from "@/db/schema";
import type { Ctx } from "../ctx";

/**
 * Whose assessments every sample of a run has, newest first: those that were made for runs which the submitter's team may
 * see. A sample without model text needs none.
 */
export async function storedAssessors(ctx: Ctx, input: { runId: string; teamId: string }): Promise<string[]> {
  const rows = await ctx.db
    .select({
      assessor: assessment.assessor,
      samples: sql<number>`count(distinct (${assessment.problemId}, ${assessment.sampleIndex}))::int`,
      newest: max(assessment.createdAt),
    })
    .from(assessment)
    .where(eq(assessment.runId, input.runId))
    .groupBy(assessment.assessor)
    .orderBy(desc(max(assessment.createdAt)));
  const [needed] = await ctx.db
    .select({
      samples: sql<number>`(count(*) filter (where ${sample.fault} is null or ${sample.fault}->>'kind' <> 'infra_error'))::int`,
    })
    .from(sample)
    .where(eq(sample.runId, input.runId));
  const reduced = await ctx.db.select().from(run).where(eq(run.sourceRunId, input.runId));
  const visible = new Set(
    reduced
      .filter((row) => row.visibility !== "private" || row.teamId === input.teamId)
      .flatMap(({ manifest }) => manifest.assessor ?? []),
  );
  return rows
    .filter(({ assessor, samples }) => visible.has(assessor) && samples >= (needed?.samples ?? 0))
    .map(({ assessor }) => assessor);
}
