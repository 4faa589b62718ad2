import { and, eq, ne, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { benchmarkVersion, boardRow, boardSummary, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { benchmarkIdOf, readBoardRuns } from "./board-input";
import { attemptKey, computeBoard, type KnownLifts } from "./compute-board";

const ROWS_PER_INSERT = 200;

/**
 * Writes all rows of a board again, in the given transaction; boards are refreshed one at a time. `changed` is the run whose matrix is
 * new: its lifts, and those measured against it, are computed again.
 */
export async function refreshBoard(
  ctx: Ctx,
  tx: Db,
  board: { versionId: string; verifierKey: string; changed: string },
): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${board.versionId} ${board.verifierKey}`}, 11))`,
  );
  const at = ctx.clock.now();
  const place = and(
    eq(boardRow.benchmarkVersionId, board.versionId),
    eq(boardRow.verifierKey, board.verifierKey),
  );
  const known = await knownLifts(tx, place, board.changed);
  const runs = await readBoardRuns(tx, board.versionId, board.verifierKey);
  const computed = computeBoard(runs, await countAttempts(tx, board.versionId), known);
  await tx.delete(boardRow).where(place);
  const rows = computed.rows.map((row, position) => ({
    benchmarkVersionId: board.versionId,
    verifierKey: board.verifierKey,
    runId: row.runId,
    position,
    row,
    updatedAt: at,
  }));
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx.insert(boardRow).values(rows.slice(start, start + ROWS_PER_INSERT));
  }
  const summary = { minimumDetectableEffect: computed.minimumDetectableEffect, updatedAt: at };
  await tx
    .insert(boardSummary)
    .values({ benchmarkVersionId: board.versionId, verifierKey: board.verifierKey, ...summary })
    .onConflictDoUpdate({
      target: [boardSummary.benchmarkVersionId, boardSummary.verifierKey],
      set: summary,
    });
}

async function knownLifts(tx: Db, place: ReturnType<typeof and>, changed: string): Promise<KnownLifts> {
  const rows = await tx.select({ row: boardRow.row }).from(boardRow).where(place);
  return new Map(
    rows
      .filter(({ row }) => row.runId !== changed && row.lift?.baselineRunId !== changed)
      .map(({ row }) => [row.runId, { lift: row.lift, liftAtEqualTokens: row.liftAtEqualTokens }]),
  );
}

/** All runs of a team on the benchmark with the same model, private ones included, less the cancelled ones. */
async function countAttempts(tx: Db, versionId: string): Promise<Map<string, number>> {
  const benchmarkId = await benchmarkIdOf(tx, versionId);
  const rows = await tx
    .select({ teamId: run.teamId, modelId: run.modelId, attempts: sql<number>`count(*)::int` })
    .from(run)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .where(and(eq(benchmarkVersion.benchmarkId, benchmarkId), ne(run.state, "cancelled")))
    .groupBy(run.teamId, run.modelId);
  return new Map(rows.map((row) => [attemptKey(row), row.attempts]));
}
