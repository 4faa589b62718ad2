import { and, eq, inArray } from "drizzle-orm";
import type { Report } from "@/contracts/runner";
import { MAX_LINE_ERRORS } from "@/contracts/trace-line";
import { endpoint, submission, submissionLineError } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { HeldLease } from "./held-lease";

/** Stores what a check found: the connection test with the endpoint's capabilities, or the summary and errors by line of an upload. */
export async function recordCheck(
  ctx: Ctx,
  held: HeldLease,
  report: Pick<Report, "probe" | "ingest" | "lineErrors">,
): Promise<void> {
  const { submissionId, work } = held.shard;
  if (work.kind === "probe" && report.probe !== null) await recordProbe(ctx, submissionId, report.probe);
  if (work.kind !== "ingest" || work.pass !== "check") return;
  await recordLineErrors(ctx, submissionId, report.lineErrors);
  if (report.ingest === null) return;
  await ctx.db
    .update(submission)
    .set({ ingest: report.ingest, lineErrorCount: report.ingest.badLines })
    .where(and(eq(submission.id, submissionId), inArray(submission.state, ["staged", "checking"])));
}

async function recordProbe(
  ctx: Ctx,
  submissionId: string,
  probe: NonNullable<Report["probe"]>,
): Promise<void> {
  const [owner] = await ctx.db
    .update(submission)
    .set({ probe })
    .where(and(eq(submission.id, submissionId), inArray(submission.state, ["received", "checking"])))
    .returning({ endpointId: submission.endpointId });
  if (!probe.ok || !owner?.endpointId) return;
  await ctx.db
    .update(endpoint)
    .set({ capabilities: probe.capabilities, server: probe.server })
    .where(eq(endpoint.id, owner.endpointId));
}

async function recordLineErrors(ctx: Ctx, submissionId: string, errors: Report["lineErrors"]): Promise<void> {
  if (errors.length === 0) return;
  const stored = await ctx.db.$count(submissionLineError, eq(submissionLineError.submissionId, submissionId));
  const room = Math.max(0, MAX_LINE_ERRORS - stored);
  await ctx.database.bulkInsert(
    submissionLineError,
    errors
      .slice(0, room)
      .map((error) => ({ submissionId, line: error.line, code: error.code, message: error.message })),
  );
}
