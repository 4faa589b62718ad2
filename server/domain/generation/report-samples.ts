import { and, eq, isNull } from "drizzle-orm";
import { LEASE } from "@/contracts/runner";
import { type SampleReport, sampleKey } from "@/contracts/sample";
import { sample, trace } from "@/db/schema";
import type { Ctx } from "../ctx";
import { type HeldLease, type LeaseRef, lossesOf, lostLeaseOf, noteEndpoint } from "../shard";
import { atPlaces } from "./at-places";
import { cleanText } from "./clean-text";
import { isPassingFault } from "./passing-faults";
import { notExpected } from "./required";

export type StoredSamples = { stored: number; duplicates: number; endpointOpenUntil: Date | null };

/**
 * Stores samples of a lease, once for each (run, problem, sample): a repeated report changes nothing. An infrastructure error of a
 * generated run that may pass is stored only when it is the third loss of its sample; until then the sample is tried again.
 */
export async function reportSamples(
  ctx: Ctx,
  held: HeldLease,
  reported: readonly SampleReport[],
): Promise<StoredSamples> {
  const { shard } = held;
  if (reported.length === 0) return { stored: 0, duplicates: 0, endpointOpenUntil: null };
  if (shard.runId === null || (shard.work.kind !== "generate" && shard.work.kind !== "ingest")) {
    throw notExpected(`A ${shard.kind} shard has no samples to report.`);
  }
  const samples = unique(reported.map(cleanText));
  if (shard.work.kind === "generate") {
    const asked = new Set(shard.work.items.map(sampleKey));
    if (samples.some((item) => !asked.has(sampleKey(item))))
      throw notExpected("A sample is not of this shard.");
  }
  const generated = shard.work.kind === "generate";
  const kept = generated ? await withoutRetryable(ctx, shard.runId, samples) : samples;
  const stored = await store(ctx, shard.runId, kept);
  const results = samples.filter((item) => !isFinalFault(item)).map((item) => !isInfraError(item));
  // Nothing changes where no endpoint is called, and where one that had no failures answered again.
  const isNews =
    held.endpointFailures !== null && (held.endpointFailures > 0 || results.some((isAnswer) => !isAnswer));
  const endpointOpenUntil =
    generated && isNews
      ? await noteEndpoint(ctx, {
          runId: shard.runId,
          results,
          retryAfterMs: 0,
          message: samples.findLast((item) => item.fault !== null)?.fault?.message ?? "",
        })
      : null;
  return { stored, duplicates: kept.length - stored, endpointOpenUntil };
}

/**
 * Samples of a lease that was taken back meanwhile: those that nobody has brought yet are stored, all others are dropped, and so
 * are failures. Null where the lease was never the caller's, or its run needs nothing any more.
 */
export async function reportLateSamples(
  ctx: Ctx,
  lease: LeaseRef,
  reported: readonly SampleReport[],
): Promise<{ stored: number; duplicates: number } | null> {
  const lost = await lostLeaseOf(ctx, lease);
  if (lost === null) return null;
  const asked = new Set(lost.items.map(sampleKey));
  const samples = unique(reported.map(cleanText)).filter(
    (item) => asked.has(sampleKey(item)) && !isInfraError(item),
  );
  const stored = await store(ctx, lost.runId, samples);
  return { stored, duplicates: samples.length - stored };
}

async function withoutRetryable(ctx: Ctx, runId: string, samples: SampleReport[]): Promise<SampleReport[]> {
  if (!samples.some(isInfraError)) return samples;
  const losses = await lossesOf(ctx, runId);
  return samples.filter(
    (item) =>
      !isInfraError(item) ||
      isFinalFault(item) ||
      (losses.get(`${item.problemId}/${item.sample}`) ?? 0) + 1 >= LEASE.lossesPerSample,
  );
}

/** Texts first, then the narrow rows that count: a sample that is there always has its text. */
async function store(ctx: Ctx, runId: string, samples: readonly SampleReport[]): Promise<number> {
  if (samples.length === 0) return 0;
  const entries = samples.map((item) => ({
    key: { runId, problemId: item.problemId, sample: item.sample },
    document: item.trace,
  }));
  const { hashes, added } = await ctx.traces.put(entries);
  // Where a place had a text already: of a stored sample, or of none.
  if (added < entries.length && (await dropOrphanTraces(ctx, runId, samples))) await ctx.traces.put(entries);
  return ctx.database.bulkInsert(
    sample,
    samples.map((item, index) => ({
      runId,
      problemId: item.problemId,
      sampleIndex: item.sample,
      finishReason: item.finishReason,
      fault: item.fault,
      promptTokens: item.promptTokens,
      completionTokens: item.completionTokens,
      reasoningTokens: item.reasoningTokens,
      tokenSource: item.tokenSource,
      latencyMs: item.latencyMs,
      score: item.score ?? null,
      calls: item.trace.calls.length,
      traceSha256: hashes[index] ?? "",
      createdAt: ctx.clock.now(),
    })),
  );
}

/**
 * A text whose sample row was never written (the process ended in between) belongs to nothing: it makes room for the text of the
 * attempt that is stored now, so that a sample's counts and its text are of one attempt. False where there was none.
 */
async function dropOrphanTraces(ctx: Ctx, runId: string, samples: readonly SampleReport[]): Promise<boolean> {
  const orphans = await ctx.db
    .select({ problemId: trace.problemId, sample: trace.sampleIndex })
    .from(trace)
    .leftJoin(
      sample,
      and(
        eq(sample.runId, trace.runId),
        eq(sample.problemId, trace.problemId),
        eq(sample.sampleIndex, trace.sampleIndex),
      ),
    )
    .where(and(eq(trace.runId, runId), atPlaces(trace, samples), isNull(sample.runId)));
  for (const orphan of orphans) {
    await ctx.db
      .delete(trace)
      .where(
        and(
          eq(trace.runId, runId),
          eq(trace.problemId, orphan.problemId),
          eq(trace.sampleIndex, orphan.sample),
        ),
      );
  }
  return orphans.length > 0;
}

function isInfraError(item: SampleReport): boolean {
  return item.fault?.kind === "infra_error";
}

/** An infrastructure error that the same request would meet again. */
function isFinalFault(item: SampleReport): boolean {
  return item.fault?.kind === "infra_error" && !isPassingFault(item.fault);
}

function unique(samples: readonly SampleReport[]): SampleReport[] {
  const first = new Map<string, SampleReport>();
  for (const item of samples) if (!first.has(sampleKey(item))) first.set(sampleKey(item), item);
  return [...first.values()];
}
