import { PlumblineError } from "@/contracts/errors";
import type { Report, ReportResponse } from "@/contracts/runner";
import { sampleKey } from "@/contracts/sample";
import type { Ctx } from "../ctx";
import { reportAssessments, reportLateSamples, reportSamples } from "../generation";
import { finishShard, heldLease, noteProgress, recordCheck } from "../shard";
import { planVerification } from "./plan-verification";
import { reportImported } from "./report-imported";
import { reportVerdicts } from "./report-verdicts";

/**
 * Takes one report of a lease: samples, verdicts, what a check found, progress, and whether the shard is through. Stale leases are
 * refused with `stale_lease`, but for samples that were made under them and are still missing; what was stored before is kept, and
 * repeating a report stores nothing twice.
 */
export async function acceptReport(ctx: Ctx, report: Report): Promise<ReportResponse> {
  const held = await heldLease(ctx, report).catch(async (error: unknown) => {
    const late = isStale(error) ? await reportLateSamples(ctx, report, report.samples) : null;
    if (late === null) throw error;
    return late;
  });
  if (!("shard" in held)) return { ...held, over: true };
  const samples = await reportSamples(ctx, held, report.samples);
  // Every sample of an upload is stored as it comes; of a generated run some are put back.
  const stored = held.shard.work.kind === "ingest" ? report.samples : [];
  // What was there before keeps its own text, which is then read from the store.
  const isNew = samples.duplicates === 0 && samples.stored === stored.length;
  const texts = new Map(isNew ? stored.map((item) => [sampleKey(item), item.trace.response]) : []);
  const verdicts = await reportVerdicts(ctx, held, report.verdicts, stored, texts);
  await reportImported(ctx, held, report.imported, stored);
  const assessments = await reportAssessments(ctx, held, report.assessments);
  await recordCheck(ctx, held, report);
  await noteProgress(ctx, held, report.progress);
  if (report.done || report.failure !== null) {
    await finishShard(ctx, held, {
      failure: report.failure,
      endpointOpenUntil: samples.endpointOpenUntil ?? assessments.endpointOpenUntil,
    });
    const { runId, kind } = held.shard;
    if (kind === "generate" && runId !== null) await planVerification(ctx, runId, { final: false });
  }
  return {
    stored: samples.stored + verdicts.stored + assessments.stored,
    duplicates: samples.duplicates + verdicts.duplicates + assessments.duplicates,
  };
}

const isStale = (error: unknown) => error instanceof PlumblineError && error.code === "stale_lease";
