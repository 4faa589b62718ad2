import { eq, isNotNull } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { Db } from "@/db/client";
import { boardRow, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveRun } from "../plan";
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
      for (const verifierKey of await boardKeysOf(tx, row)) {
        await refreshBoard(ctx, tx, { versionId: row.benchmarkVersionId, verifierKey, changed: row.id });
      }
    });
    await announceBoard(ctx, row.benchmarkVersionId);
  }
}

/** The boards that show a run: those of verifiers that judged it before, and last the one that judges it now. */
async function boardKeysOf(tx: Db, row: typeof run.$inferSelect): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ key: boardRow.verifierKey })
    .from(boardRow)
    .where(eq(boardRow.runId, row.id));
  return [...rows.map(({ key }) => key).filter((key) => key !== row.verifierKey), row.verifierKey];
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

async function runOf(ctx: Ctx, runId: string): Promise<typeof run.$inferSelect> {
  const [row] = await ctx.db.select().from(run).where(eq(run.id, runId));
  if (row !== undefined) return row;
  throw new PlumblineError("not_found", `There is no run ${runId}.`, { hint: "Check the id." });
}

export async function announceBoard(ctx: Ctx, versionId: string): Promise<void> {
  await ctx.database.announce(BOARD_TOPIC, versionId).catch((error: unknown) => {
    ctx.log.warn({ error }, "A changed board was not announced; pages see it at their next refresh.");
  });
}
