import { and, asc, count, eq, inArray, min, sql } from "drizzle-orm";
import type { RunState } from "@/contracts/states";
import { benchmark, benchmarkVersion, model, run, sample, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { type AssessmentProgress, assessmentProgress } from "./assessment-progress";

/** Throughput is measured over what arrived in this time. */
const MEASURED_MS = 120_000;

export type RunProgress = {
  submissionId: string;
  runId: string;
  benchmark: string;
  method: string;
  model: string;
  state: RunState;
  /** Samples that arrived, were judged, and are expected. */
  done: number;
  verified: number;
  total: number;
  /** Infrastructure failures among them. */
  faults: number;
  /** Of a run whose method has samples assessed; null for the others. */
  assessments: AssessmentProgress | null;
  samplesPerSecond: number;
};

/** Counts of every run of some submissions, in the order in which the runs were planned. */
export async function runProgress(ctx: Ctx, submissionIds: readonly string[]): Promise<RunProgress[]> {
  const runs = await ctx.db
    .select({
      submissionId: run.submissionId,
      runId: run.id,
      benchmark: benchmark.slug,
      method: run.methodId,
      model: model.name,
      state: run.state,
      total: run.totalSamples,
      verifierKey: run.verifierKey,
      sourceRunId: run.sourceRunId,
      methodParams: run.methodParams,
      manifest: run.manifest,
    })
    .from(run)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .innerJoin(model, eq(model.id, run.modelId))
    .where(inArray(run.submissionId, [...submissionIds]))
    .orderBy(asc(run.createdAt), sql`${run.sourceRunId} is not null`, asc(run.id));
  if (runs.length === 0) return [];
  const ids = runs.map((one) => one.runId);
  const samples = await sampleCounts(ctx, ids);
  const judged = await verdictCounts(ctx, ids);
  const assessed = await assessmentProgress(
    ctx,
    runs.map((one) => ({ ...one, id: one.runId, methodId: one.method })),
  );
  return runs.map(({ verifierKey, sourceRunId: _, methodParams: __, manifest: ___, ...one }) => {
    const counts = samples.get(one.runId);
    return {
      ...one,
      assessments: assessed.get(one.runId) ?? null,
      done: counts?.done ?? 0,
      faults: counts?.faults ?? 0,
      verified: judged.get(JSON.stringify([one.runId, verifierKey])) ?? 0,
      samplesPerSecond: counts?.samplesPerSecond ?? 0,
    };
  });
}

async function sampleCounts(ctx: Ctx, runIds: readonly string[]) {
  const now = ctx.clock.now().getTime();
  const since = new Date(now - MEASURED_MS).toISOString();
  const lately = sql<boolean>`${sample.createdAt} > ${since}::timestamptz`;
  const rows = await ctx.db
    .select({
      runId: sample.runId,
      done: count(),
      faults: sql<number>`count(*) filter (where ${sample.fault}->>'kind' = 'infra_error')`.mapWith(Number),
      lately: sql<number>`count(*) filter (where ${lately})`.mapWith(Number),
      first: min(sample.createdAt),
    })
    .from(sample)
    .where(inArray(sample.runId, [...runIds]))
    .groupBy(sample.runId);
  return new Map(
    rows.map((row) => {
      const sinceFirstMs = now - (row.first?.getTime() ?? now);
      const seconds = Math.min(MEASURED_MS, Math.max(1000, sinceFirstMs)) / 1000;
      return [row.runId, { done: row.done, faults: row.faults, samplesPerSecond: row.lately / seconds }];
    }),
  );
}

async function verdictCounts(ctx: Ctx, runIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ runId: verdict.runId, key: verdict.verifierKey, verified: count() })
    .from(verdict)
    .where(and(inArray(verdict.runId, [...runIds])))
    .groupBy(verdict.runId, verdict.verifierKey);
  return new Map(rows.map((row) => [JSON.stringify([row.runId, row.key]), row.verified]));
}
