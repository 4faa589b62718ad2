import { eq } from "drizzle-orm";
import { DECISION_DAYS } from "@/contracts/states";
import { submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { announceSubmission, moveSubmission, type StateReason } from "../submission";
import { checkShardOf } from "./enqueue-check";

/** What follows from a check: wait for it, ask the person about bad lines, plan the runs, or nothing (it has ended). */
export type CheckResult = "wait" | "decide" | "plan" | "ended";

/** Judges what the check of a submission found and moves it on. Doing it again gives the same result. */
export async function judgeCheck(ctx: Ctx, submissionId: string): Promise<CheckResult> {
  const [row] = await ctx.db.select().from(submission).where(eq(submission.id, submissionId));
  if (row === undefined || ["failed", "cancelled", "withdrawn", "published"].includes(row.state))
    return "ended";
  if (row.kind === "reduction" && row.endpointId === null) {
    // Nobody is called: there is nothing to check.
    await moveSubmission(ctx.db, { submissionId, to: "checking", at: ctx.clock.now() });
    return "plan";
  }
  const check = await checkShardOf(ctx, submissionId);
  if (check === null || check.state === "pending" || check.state === "leased") return "wait";
  if (check.state !== "done") {
    const message = check.failureMessage ?? "The check ended without a result.";
    const isRefused = FILE_FAULTS.has(check.failureCode ?? "");
    return fail(ctx, submissionId, { ...(isRefused ? FILE_REFUSED : CHECK_FAILED), message });
  }
  return row.kind !== "traces" ? judgeProbe(ctx, row) : judgeIngest(ctx, row);
}

type Row = typeof submission.$inferSelect;

async function judgeProbe(ctx: Ctx, row: Row): Promise<CheckResult> {
  if (!row.probe) return "wait";
  if (row.probe.ok) return "plan";
  return fail(ctx, row.id, {
    code: row.probe.code,
    message: row.probe.message,
    hint: "Correct the address, the model's name or the key, and submit again.",
    retry: "later",
  });
}

async function judgeIngest(ctx: Ctx, row: Row): Promise<CheckResult> {
  const { ingest } = row;
  if (!ingest) return "wait";
  if (ingest.goodLines === 0) {
    const message = `None of the ${ingest.lines} lines can be used.`;
    return fail(ctx, row.id, {
      code: "bad_upload",
      message,
      hint: "See the errors by line.",
      retry: "never",
    });
  }
  if (ingest.badLines === 0 || row.decision === "continue") return "plan";
  const at = ctx.clock.now();
  const deadline = row.decisionDeadline ?? new Date(at.getTime() + DECISION_DAYS * 86_400_000);
  await moveSubmission(ctx.db, {
    submissionId: row.id,
    to: "needs_decision",
    at,
    with: { decisionDeadline: deadline },
    reason: {
      code: "bad_lines",
      message: `${ingest.badLines} of ${ingest.lines} lines cannot be used.`,
      hint: `Continue with the good ones or withdraw, within ${DECISION_DAYS} days.`,
      retry: "now",
    },
  });
  await announceSubmission(ctx, row.id);
  return "decide";
}

async function fail(ctx: Ctx, submissionId: string, reason: StateReason): Promise<CheckResult> {
  await moveSubmission(ctx.db, { submissionId, to: "failed", at: ctx.clock.now(), reason });
  await announceSubmission(ctx, submissionId);
  return "ended";
}

/** What a runner calls a file that it refuses as a whole. */
const FILE_FAULTS: ReadonlySet<string> = new Set(["bad_upload", "too_large", "too_many_lines"]);

const FILE_REFUSED = {
  code: "bad_upload",
  hint: "Correct the file and submit it again.",
  retry: "never",
} as const satisfies Partial<StateReason>;

const CHECK_FAILED = {
  code: "check_failed",
  hint: "Submit again; the operator finds the cause in the log.",
  retry: "later",
} as const satisfies Partial<StateReason>;
