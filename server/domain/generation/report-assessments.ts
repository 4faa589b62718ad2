import { eq } from "drizzle-orm";
import type { AssessmentReport } from "@/contracts/assessment";
import { sampleKey } from "@/contracts/sample";
import { assessment, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { deterministicId } from "../plan";
import { type HeldLease, noteEndpoint } from "../shard";
import { cleanText } from "./clean-text";
import { isPassingFault } from "./passing-faults";
import { notExpected, requireSamples } from "./required";

/**
 * Stores what a model said of samples, once for each (sample, assessor, index): a repeated report changes nothing. A fault
 * that may pass is not stored, so that the sample is assessed again; any other one stands as an assessment that cannot be
 * read. Returns how many were new.
 */
export async function reportAssessments(
  ctx: Ctx,
  held: HeldLease,
  reported: readonly AssessmentReport[],
): Promise<{ stored: number; duplicates: number; endpointOpenUntil: Date | null }> {
  if (reported.length === 0) return { stored: 0, duplicates: 0, endpointOpenUntil: null };
  const { runId, work } = held.shard;
  if (runId === null || work.kind !== "assess") {
    throw notExpected(`A ${held.shard.kind} shard has no assessments to report.`);
  }
  const asked = new Set(work.items.map(sampleKey));
  if (reported.some((item) => !asked.has(sampleKey(item))))
    throw notExpected("An assessment is not of this shard.");
  const [owner] = await ctx.db.select({ sourceRunId: run.sourceRunId }).from(run).where(eq(run.id, runId));
  const poolId = owner?.sourceRunId ?? "";
  await requireSamples(ctx, poolId, reported);
  const kept = reported.filter(({ fault }) => fault === null || !isPassingFault(fault));
  const stored = await ctx.database.bulkInsert(
    assessment,
    kept.map(cleanText).map((item) => ({
      id: deterministicId(
        "assessment",
        poolId,
        item.problemId,
        String(item.sample),
        work.assessor,
        String(item.index),
      ),
      runId: poolId,
      problemId: item.problemId,
      sampleIndex: item.sample,
      assessor: work.assessor,
      assessmentIndex: item.index,
      value: item.value,
      label: item.label,
      calls: item.calls,
      promptTokens: item.promptTokens,
      completionTokens: item.completionTokens,
      createdAt: ctx.clock.now(),
    })),
  );
  const endpointOpenUntil = await noteEndpoint(ctx, {
    runId,
    results: reported.map(({ fault }) => fault === null || !isPassingFault(fault)),
    retryAfterMs: 0,
    message: reported.findLast(({ fault }) => fault !== null)?.fault?.message ?? "",
  });
  return { stored, duplicates: kept.length - stored, endpointOpenUntil };
}
