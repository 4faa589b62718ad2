import { and, asc, eq, inArray } from "drizzle-orm";
import type { BoardRow, SuiteBoard } from "@/contracts/board";
import { benchmark, benchmarkVersion, boardRow, boardSummary, suite, suiteBenchmark } from "@/db/schema";
import { getSuite } from "../catalog";
import type { Ctx } from "../ctx";
import { sha256OfJson } from "../plan";

type Found = { slug: string; row: BoardRow };

/**
 * The boards of a suite's benchmark versions side by side: one row for each (method with parameters, model, team), its best
 * ranked run of each benchmark, a gap where it has none. No average over benchmarks: they do not measure one thing.
 */
export async function getSuiteBoard(ctx: Ctx, slug: string): Promise<SuiteBoard> {
  const card = await getSuite(ctx, slug);
  const versions = await ctx.db
    .select({ slug: benchmark.slug, id: benchmarkVersion.id })
    .from(suiteBenchmark)
    .innerJoin(suite, eq(suite.id, suiteBenchmark.suiteId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, suiteBenchmark.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(and(eq(suite.slug, card.slug), eq(suite.version, card.version)))
    .orderBy(asc(suiteBenchmark.ordinal));
  const slugs = versions.map((item) => item.slug);
  return { suite: card, rows: assembleSuite(await storedRows(ctx, versions), slugs) };
}

/** The rows of each version under the verifier of its newest board, best first. */
async function storedRows(ctx: Ctx, versions: readonly { slug: string; id: string }[]): Promise<Found[]> {
  const slugOf = new Map(versions.map((item) => [item.id, item.slug]));
  const ids = [...slugOf.keys()];
  const boards = await ctx.db
    .select()
    .from(boardSummary)
    .where(inArray(boardSummary.benchmarkVersionId, ids))
    .orderBy(asc(boardSummary.updatedAt));
  const verifierOf = new Map(boards.map((board) => [board.benchmarkVersionId, board.verifierKey]));
  const rows = await ctx.db
    .select({ versionId: boardRow.benchmarkVersionId, verifier: boardRow.verifierKey, row: boardRow.row })
    .from(boardRow)
    .where(inArray(boardRow.benchmarkVersionId, ids))
    .orderBy(asc(boardRow.position));
  return rows.flatMap(({ versionId, verifier, row }) => {
    const slug = slugOf.get(versionId);
    return slug === undefined || verifierOf.get(versionId) !== verifier ? [] : [{ slug, row }];
  });
}

/** Rows with more benchmarks first, then by the first benchmark on which the scores differ. Pure; `found` best first. */
export function assembleSuite(found: readonly Found[], slugs: readonly string[]): SuiteBoard["rows"] {
  const rows = new Map<string, SuiteBoard["rows"][number]>();
  for (const { slug, row } of found) {
    const key = sha256OfJson([row.method.id, row.method.params, row.model.slug, row.team.slug]);
    const { method, model, team, label } = row;
    const line = rows.get(key) ?? { method, model, team, label, cells: slugs.map(() => null) };
    const at = slugs.indexOf(slug);
    const { runId, score, interval, rankRange, unranked, tier } = row;
    line.cells[at] ??= { runId, score, interval, rankRange, unranked, tier };
    rows.set(key, line);
  }
  const filled = (line: SuiteBoard["rows"][number]) => line.cells.filter((cell) => cell !== null).length;
  return [...rows.values()].sort((a, b) => filled(b) - filled(a) || byScores(a, b));
}

function byScores(a: SuiteBoard["rows"][number], b: SuiteBoard["rows"][number]): number {
  for (const [index, cell] of a.cells.entries()) {
    const difference = (b.cells[index]?.score ?? -1) - (cell?.score ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
