import { and, asc, eq, ne, or } from "drizzle-orm";
import { benchmark, benchmarkVersion, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { isOutdatedKey, presentKeys } from "../plan";

export type DueRun = { runId: string; fromKey: string; toKey: string; samples: number };

const JUDGED_HERE = and(eq(run.state, "published"), ne(run.kind, "reduced"));

/**
 * Published runs with samples of their own that another version of the verifier judged than the one in use; of programs, another
 * version, an older Python or WebAssembly than the best sandbox of a connected, trusted runner. Cheap where there are none: it is
 * asked once a minute.
 */
export async function rescoreDue(ctx: Ctx): Promise<DueRun[]> {
  const present = await presentKeys(ctx);
  const judged = await ctx.db
    .selectDistinct({ versionId: run.benchmarkVersionId, fromKey: run.verifierKey })
    .from(run)
    .where(JUDGED_HERE);
  const versions = await ctx.db
    .select({ id: benchmarkVersion.id, protocol: benchmarkVersion.protocol, card: benchmark.card })
    .from(benchmarkVersion)
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId));
  const keys = new Map(versions.map(({ id, protocol, card }) => [id, present(card.answerKind, protocol)]));
  const outdated = judged.flatMap((one) => {
    const toKey = keys.get(one.versionId) ?? null;
    return isOutdatedKey(one.fromKey, toKey) ? [{ ...one, toKey }] : [];
  });
  if (outdated.length === 0) return [];
  const rows = await ctx.db
    .select({
      id: run.id,
      versionId: run.benchmarkVersionId,
      key: run.verifierKey,
      samples: run.totalSamples,
    })
    .from(run)
    .where(
      and(
        JUDGED_HERE,
        or(
          ...outdated.map((one) =>
            and(eq(run.benchmarkVersionId, one.versionId), eq(run.verifierKey, one.fromKey)),
          ),
        ),
      ),
    )
    .orderBy(asc(run.publishedAt), asc(run.id));
  return rows.flatMap(({ id, versionId, key, samples }) => {
    const toKey = keys.get(versionId);
    return toKey === undefined || toKey === null ? [] : [{ runId: id, fromKey: key, toKey, samples }];
  });
}
