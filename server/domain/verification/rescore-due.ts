import { and, asc, eq, ne } from "drizzle-orm";
import { benchmark, benchmarkVersion, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { isOutdatedKey, presentKeys } from "../plan";

export type DueRun = { runId: string; fromKey: string; toKey: string; samples: number };

/**
 * Published runs with samples of their own that another version of the verifier judged than the one in use; of programs, another
 * version, an older Python or WebAssembly than the best sandbox of a connected, trusted runner.
 */
export async function rescoreDue(ctx: Ctx): Promise<DueRun[]> {
  const present = await presentKeys(ctx);
  const rows = await ctx.db
    .select({ run, protocol: benchmarkVersion.protocol, card: benchmark.card })
    .from(run)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(and(eq(run.state, "published"), ne(run.kind, "reduced")))
    .orderBy(asc(run.publishedAt), asc(run.id));
  return rows.flatMap(({ run: row, protocol, card }) => {
    const toKey = present(card.answerKind, protocol);
    if (!isOutdatedKey(row.verifierKey, toKey)) return [];
    return [{ runId: row.id, fromKey: row.verifierKey, toKey, samples: row.totalSamples }];
  });
}
