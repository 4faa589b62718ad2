import { and, asc, eq, inArray } from "drizzle-orm";
import type { AssessmentView } from "@/contracts/assessment";
import { assessment, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { maySeeRun, type TextRights } from "./visibility";

/**
 * What models said of one stored sample, by assessor and index. Assessments belong to the reduced runs that had them
 * made: those of runs that the caller may not see are left out; a reduced run shows its own assessor's only.
 */
export async function sampleAssessments(
  ctx: Ctx,
  input: { runId: string; poolId: string; problemId: string; sample: number; rights: TextRights },
): Promise<AssessmentView[]> {
  const assessors = await visibleAssessors(ctx, input);
  if (assessors.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(assessment)
    .where(
      and(
        eq(assessment.runId, input.poolId),
        eq(assessment.problemId, input.problemId),
        eq(assessment.sampleIndex, input.sample),
        inArray(assessment.assessor, assessors),
      ),
    )
    .orderBy(asc(assessment.assessor), asc(assessment.assessmentIndex));
  const { trace, statement } = input.rights;
  return rows.map((row) => ({
    assessor: row.assessor,
    index: row.assessmentIndex,
    value: row.value,
    label: row.label,
    promptTokens: row.promptTokens,
    completionTokens: row.completionTokens,
    calls: !trace
      ? []
      : row.calls.map((call) =>
          statement ? call : { ...call, request: { sampling: call.request.sampling } },
        ),
  }));
}

async function visibleAssessors(ctx: Ctx, { runId, poolId }: { runId: string; poolId: string }) {
  const reduced = await ctx.db.select().from(run).where(eq(run.sourceRunId, poolId));
  const own = reduced.filter((row) => (runId === poolId ? maySeeRun(ctx, row) : row.id === runId));
  return [...new Set(own.flatMap(({ manifest }) => manifest.assessor ?? []))];
}
