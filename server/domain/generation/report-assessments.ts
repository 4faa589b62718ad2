import { and, eq, inArray } from "drizzle-orm";
import type { AssessmentReport } from "@/contracts/assessment";
import { PlumblineError } from "@/contracts/errors";
import { assessment, run, sample } from "@/db/schema";
import type { Ctx } from "../ctx";
import { deterministicId } from "../plan";
import { type HeldLease, noteEndpoint } from "../shard";
import { cleanText } from "./clean-text";
import { isPassingFault } from "./passing-faults";

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
  const asked = new Set(work.items.map(keyOf));
  if (reported.some((item) => !asked.has(keyOf(item))))
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

async function requireSamples(ctx: Ctx, runId: string, items: readonly AssessmentReport[]): Promise<void> {
  const rows = await ctx.db
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .where(
      and(
        eq(sample.runId, runId),
        inArray(sample.problemId, [...new Set(items.map((item) => item.problemId))]),
      ),
    );
  const there = new Set(rows.map(keyOf));
  if (items.some((item) => !there.has(keyOf(item)))) throw notExpected("An assessment has no stored sample.");
}

const keyOf = (item: { problemId: string; sample: number }) => `${item.sample}/${item.problemId}`;

function notExpected(message: string): PlumblineError {
  return new PlumblineError("invalid_input", message, { hint: "Report what the lease asks for." });
}
