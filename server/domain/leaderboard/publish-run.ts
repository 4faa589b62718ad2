import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { run, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveRun } from "../plan";
import { moveSubmission } from "../submission";
import { refreshBoard } from "./refresh-board";

/** The topic on which a changed board is announced; the payload is the benchmark version's id. */
const BOARD_TOPIC = "board";

/** Publishes a scored run: its state and all rows of its board change in one transaction. Publishing again writes the same rows. */
export async function publishRun(ctx: Ctx, runId: string): Promise<void> {
  const at = ctx.clock.now();
  const row = await runOf(ctx, runId);
  await ctx.db.transaction(async (tx) => {
    const first = row.state !== "published";
    if (first && !(await moveRun(tx, { runId, to: "published", at }))) {
      throw new PlumblineError(
        "invalid_transition",
        `Run ${runId} is ${row.state} and cannot be published.`,
        {
          hint: "Score it first.",
        },
      );
    }
    await refreshBoard(ctx, tx, {
      versionId: row.benchmarkVersionId,
      verifierKey: row.verifierKey,
      changed: runId,
    });
  });
  await announceBoard(ctx, row.benchmarkVersionId);
}

/** Takes the runs of a withdrawn submission off their boards. */
export async function withdrawRuns(ctx: Ctx, submissionId: string): Promise<void> {
  const at = ctx.clock.now();
  const rows = await ctx.db.select().from(run).where(eq(run.submissionId, submissionId));
  for (const row of rows) {
    await ctx.db.transaction(async (tx) => {
      if (!(await moveRun(tx, { runId: row.id, to: "withdrawn", at }))) {
        await moveRun(tx, { runId: row.id, to: "cancelled", at });
      }
      await refreshBoard(ctx, tx, {
        versionId: row.benchmarkVersionId,
        verifierKey: row.verifierKey,
        changed: row.id,
      });
    });
    await announceBoard(ctx, row.benchmarkVersionId);
  }
}

/** Refreshes every board that shows or showed published runs; after a correction of scores. */
export async function refreshBoards(ctx: Ctx): Promise<number> {
  const boards = await ctx.db
    .selectDistinct({ versionId: run.benchmarkVersionId, verifierKey: run.verifierKey })
    .from(run)
    .where(isNotNull(run.publishedAt));
  for (const board of boards) {
    await ctx.db.transaction((tx) => refreshBoard(ctx, tx, { ...board, changed: "" }));
    await announceBoard(ctx, board.versionId);
  }
  return boards.length;
}

/** The submission is published once all its runs are, and failed once none is open and one failed. Returns whether it is settled. */
export async function settleSubmission(ctx: Ctx, submissionId: string): Promise<boolean> {
  const at = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    await tx
      .select({ id: submission.id })
      .from(submission)
      .where(eq(submission.id, submissionId))
      .for("update");
    const runs = await tx
      .select({ state: run.state, reason: run.stateReason })
      .from(run)
      .where(eq(run.submissionId, submissionId));
    if (runs.length === 0) return false;
    const open = runs.filter((row) => ["planned", "running", "waiting", "scoring"].includes(row.state));
    if (open.length > 0) return false;
    const failed = runs.find((row) => row.state === "failed");
    if (failed !== undefined) return true;
    if (!runs.every((row) => row.state === "published")) return true;
    await moveSubmission(tx, { submissionId, to: "scoring", at });
    await moveSubmission(tx, { submissionId, to: "published", at });
    return true;
  });
}

/** Runs reduced from this one that are not computed yet. */
export async function reducedRunsOf(ctx: Ctx, runId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: run.id })
    .from(run)
    .where(and(eq(run.sourceRunId, runId), inArray(run.state, ["planned", "running", "waiting", "scoring"])));
  return rows.map((row) => row.id);
}

async function runOf(ctx: Ctx, runId: string): Promise<typeof run.$inferSelect> {
  const [row] = await ctx.db.select().from(run).where(eq(run.id, runId));
  if (row !== undefined) return row;
  throw new PlumblineError("not_found", `There is no run ${runId}.`, { hint: "Check the id." });
}

async function announceBoard(ctx: Ctx, versionId: string): Promise<void> {
  await ctx.database.announce(BOARD_TOPIC, versionId).catch((error: unknown) => {
    ctx.log.warn({ error }, "A changed board was not announced; pages see it at their next refresh.");
  });
}
