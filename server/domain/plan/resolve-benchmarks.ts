import { and, asc, desc, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { Db } from "@/db/client";
import { benchmark, benchmarkAlias, benchmarkVersion, suite, suiteBenchmark } from "@/db/schema";

export type PlannedBenchmark = {
  benchmark: typeof benchmark.$inferSelect;
  version: typeof benchmarkVersion.$inferSelect;
};

/** The benchmark versions that a submission names: one by slug or alias (`name@3` for version 3, else the canonical one), or those of a suite. */
export async function resolveBenchmarks(
  db: Db,
  named: { benchmark?: string | undefined; suite?: string | undefined },
): Promise<PlannedBenchmark[]> {
  if (named.suite !== undefined) return benchmarksOfSuite(db, named.suite);
  const [name = "", version] = (named.benchmark ?? "").split("@");
  const [alias] = await db.select().from(benchmarkAlias).where(eq(benchmarkAlias.alias, name));
  const [found] = await db
    .select({ benchmark, version: benchmarkVersion })
    .from(benchmark)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.benchmarkId, benchmark.id))
    .where(
      and(
        alias === undefined ? eq(benchmark.slug, name) : eq(benchmark.id, alias.benchmarkId),
        version === undefined
          ? eq(benchmarkVersion.canonical, true)
          : eq(benchmarkVersion.version, Number(version)),
      ),
    );
  if (found === undefined) {
    throw new PlumblineError("unknown_benchmark", `There is no benchmark ${named.benchmark ?? ""} here.`, {
      hint: "List the benchmarks with GET /api/v1/benchmarks.",
    });
  }
  return [found];
}

async function benchmarksOfSuite(db: Db, slug: string): Promise<PlannedBenchmark[]> {
  const [newest] = await db
    .select()
    .from(suite)
    .where(eq(suite.slug, slug))
    .orderBy(desc(suite.version))
    .limit(1);
  if (newest === undefined) {
    throw new PlumblineError("unknown_benchmark", `There is no suite ${slug} here.`, {
      hint: "List the suites with GET /api/v1/suites.",
    });
  }
  return db
    .select({ benchmark, version: benchmarkVersion })
    .from(suiteBenchmark)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, suiteBenchmark.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(eq(suiteBenchmark.suiteId, newest.id))
    .orderBy(asc(suiteBenchmark.ordinal));
}
