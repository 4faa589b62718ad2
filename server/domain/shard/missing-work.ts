import { and, eq, inArray, sql } from "drizzle-orm";
import { assessmentsPerSample } from "@/catalog/methods/assessments-per-sample";
import type { WorkItem } from "@/contracts/runner";
import { sampleKey } from "@/contracts/sample";
import type { Db } from "@/db/client";
import { verdictOfSample } from "@/db/sample-joins";
import { assessment, run, sample, verdict } from "@/db/schema";

/** The items of a generate shard that have no stored sample: what is missing is a set difference. */
export async function missingItems(db: Db, runId: string, items: readonly WorkItem[]): Promise<WorkItem[]> {
  if (items.length === 0) return [];
  const stored = await db
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .where(
      and(
        eq(sample.runId, runId),
        inArray(sample.problemId, [...new Set(items.map((item) => item.problemId))]),
      ),
    );
  const there = new Set(stored.map(sampleKey));
  return items.filter((item) => !there.has(sampleKey(item)));
}

/** The items of an assess shard whose samples do not have all the assessments that the run's method asks for. */
export async function unassessedItems(
  db: Db,
  input: { runId: string; items: readonly WorkItem[]; assessor: string },
): Promise<WorkItem[]> {
  if (input.items.length === 0) return [];
  const [owner] = await db
    .select({ sourceRunId: run.sourceRunId, methodId: run.methodId, methodParams: run.methodParams })
    .from(run)
    .where(eq(run.id, input.runId));
  const rows = await db
    .select({
      problemId: assessment.problemId,
      sample: assessment.sampleIndex,
      assessments: sql<number>`count(*)::int`,
    })
    .from(assessment)
    .where(
      and(
        eq(assessment.runId, owner?.sourceRunId ?? ""),
        eq(assessment.assessor, input.assessor),
        inArray(assessment.problemId, [...new Set(input.items.map((item) => item.problemId))]),
      ),
    )
    .groupBy(assessment.problemId, assessment.sampleIndex);
  const stored = new Map(rows.map((row) => [sampleKey(row), row.assessments]));
  const wanted = owner === undefined ? 1 : assessmentsPerSample(owner);
  return input.items.filter((item) => (stored.get(sampleKey(item)) ?? 0) < wanted);
}

/** The problems of a verify shard of which some stored sample has no verdict under this key. */
export async function unjudgedProblems(
  db: Db,
  input: { runId: string; problemIds: readonly string[]; verifierKey: string },
): Promise<string[]> {
  if (input.problemIds.length === 0) return [];
  const rows = await db
    .selectDistinct({ problemId: sample.problemId })
    .from(sample)
    .leftJoin(verdict, verdictOfSample(input.verifierKey))
    .where(
      and(
        eq(sample.runId, input.runId),
        inArray(sample.problemId, [...input.problemIds]),
        sql`${verdict.runId} is null`,
      ),
    );
  const unjudged = new Set(rows.map((row) => row.problemId));
  return input.problemIds.filter((id) => unjudged.has(id));
}
