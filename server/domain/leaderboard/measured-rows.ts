import { desc, eq } from "drizzle-orm";
import type { BoardRow } from "@/contracts/board";
import { benchmark, benchmarkVersion, boardRow, boardSummary } from "@/db/schema";
import type { Ctx } from "../ctx";

/** A row of a board with the version and the verifier that it belongs to. */
export type Measured = {
  row: BoardRow;
  benchmark: string;
  version: number;
  versionId: string;
  canonical: boolean;
  verifierKey: string;
};

/** Every row of every board under its newest verifier: published and public, the newest first. */
export async function measuredRows(ctx: Ctx): Promise<Measured[]> {
  const boards = await ctx.db.select().from(boardSummary).orderBy(desc(boardSummary.updatedAt));
  const verifiers = new Map<string, string>();
  for (const board of boards)
    if (!verifiers.has(board.benchmarkVersionId)) verifiers.set(board.benchmarkVersionId, board.verifierKey);
  const found = await ctx.db
    .select({
      row: boardRow.row,
      verifierKey: boardRow.verifierKey,
      versionId: benchmarkVersion.id,
      version: benchmarkVersion.version,
      canonical: benchmarkVersion.canonical,
      benchmark: benchmark.slug,
    })
    .from(boardRow)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, boardRow.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId));
  return found
    .filter((item) => verifiers.get(item.versionId) === item.verifierKey)
    .sort(
      (left, right) =>
        right.row.publishedAt.localeCompare(left.row.publishedAt) ||
        left.row.runId.localeCompare(right.row.runId),
    );
}
