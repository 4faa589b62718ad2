import { and, asc, count, eq, inArray, lt, sql } from "drizzle-orm";
import { isSubmissionEnded, maySubmissionGo } from "@/contracts/states";
import type { SubmissionView } from "@/contracts/submission";
import type { LineError } from "@/contracts/trace-line";
import { model, submission, submissionLineError } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { SubmissionRow } from "./own-submission";
import { type RunProgress, runProgress } from "./run-progress";

/** States in which a submission stands in line: nothing of it has been worked on yet. */
const IN_LINE = ["received", "staged", "checking", "queued"] as const;
const LINE_ERRORS_SHOWN = 100;

/** What the status page shows, for some submissions at once; who may see them was decided before. */
export async function submissionViews(ctx: Ctx, rows: readonly SubmissionRow[]): Promise<SubmissionView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const names = await modelNames(ctx, rows);
  const progress = await runProgress(ctx, ids);
  const errors = rows.length === 1 ? await lineErrors(ctx, ids[0] ?? "") : [];
  return Promise.all(
    rows.map(async (row) =>
      view(ctx, row, {
        model: names.get(row.modelId) ?? "",
        runs: progress.filter((one) => one.submissionId === row.id),
        lineErrors: errors,
        queuePosition: await queuePosition(ctx, row),
      }),
    ),
  );
}

type Parts = {
  model: string;
  runs: RunProgress[];
  lineErrors: LineError[];
  queuePosition: number | null;
};

function view(ctx: Ctx, row: SubmissionRow, parts: Parts): SubmissionView {
  const named = row.input.benchmark ?? row.input.suite;
  const ended = isSubmissionEnded(row.state);
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    reason: reasonOf(row),
    model: parts.model,
    benchmark: String(named ?? "").replace(/@\d+$/, ""),
    method: String(row.input.method ?? "direct"),
    visibility: row.visibility,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    heartbeatAt: row.heartbeatAt.toISOString(),
    queuePosition: parts.queuePosition,
    etaSeconds: ended ? null : etaSeconds(parts.runs),
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    decisionDeadline: row.decisionDeadline?.toISOString() ?? null,
    runs: parts.runs.map(
      ({ runId, benchmark, method, model: name, state, done, total, verified, faults, assessments }) => ({
        runId,
        benchmark,
        method,
        model: name,
        state,
        done,
        total,
        verified,
        faults,
        assessments,
      }),
    ),
    probe: row.probe ?? null,
    ingest: row.ingest ?? null,
    lineErrorCount: row.lineErrorCount,
    lineErrors: parts.lineErrors,
    canCancel: !ended && maySubmissionGo(row.state, "cancelled"),
    canRetry: row.state === "failed" && row.reasonRetry !== "never",
    canWithdraw: row.state !== "withdrawn" && maySubmissionGo(row.state, "withdrawn"),
    url: `${ctx.settings.origin}/submissions/${row.id}`,
  };
}

function reasonOf(row: SubmissionRow): SubmissionView["reason"] {
  if (row.reasonCode === null) return null;
  return {
    code: row.reasonCode,
    message: row.reasonMessage ?? "",
    hint: row.reasonHint ?? "",
    retry: row.reasonRetry ?? "never",
  };
}

/** What is left over what was finished lately; null where nothing was measured. */
function etaSeconds(runs: readonly RunProgress[]): number | null {
  const left = runs.reduce((sum, run) => sum + Math.max(0, run.total - run.verified), 0);
  const perSecond = runs.reduce((sum, run) => sum + run.samplesPerSecond, 0);
  if (left === 0 || perSecond === 0) return null;
  return Math.ceil(left / perSecond);
}

/** 1 is the next one; null where the submission is being worked on, waits for a person, or has ended. */
async function queuePosition(ctx: Ctx, row: SubmissionRow): Promise<number | null> {
  if (!IN_LINE.some((state) => state === row.state)) return null;
  const [ahead] = await ctx.db
    .select({ submissions: count() })
    .from(submission)
    .where(
      and(
        inArray(submission.state, [...IN_LINE]),
        lt(
          sql`(${submission.createdAt}, ${submission.id})`,
          sql`(${row.createdAt.toISOString()}::timestamptz, ${row.id})`,
        ),
      ),
    );
  return (ahead?.submissions ?? 0) + 1;
}

async function modelNames(ctx: Ctx, rows: readonly SubmissionRow[]): Promise<Map<string, string>> {
  const found = await ctx.db
    .select({ id: model.id, name: model.name })
    .from(model)
    .where(inArray(model.id, [...new Set(rows.map((row) => row.modelId))]));
  return new Map(found.map((one) => [one.id, one.name]));
}

async function lineErrors(ctx: Ctx, submissionId: string): Promise<LineError[]> {
  return ctx.db
    .select({
      line: submissionLineError.line,
      code: submissionLineError.code,
      message: submissionLineError.message,
    })
    .from(submissionLineError)
    .where(eq(submissionLineError.submissionId, submissionId))
    .orderBy(asc(submissionLineError.line), asc(submissionLineError.code))
    .limit(LINE_ERRORS_SHOWN);
}
