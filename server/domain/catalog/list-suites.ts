import { asc, desc, eq } from "drizzle-orm";
import type { SuiteView } from "@/contracts/catalog";
import { PlumblineError } from "@/contracts/errors";
import { benchmark, benchmarkVersion, suite, suiteBenchmark } from "@/db/schema";
import type { Ctx } from "../ctx";

/** The newest version of every suite, by slug. */
export async function listSuites(ctx: Ctx): Promise<SuiteView[]> {
  const rows = await ctx.db.select().from(suite).orderBy(asc(suite.slug), desc(suite.version));
  const newest = rows.filter((row, index) => rows[index - 1]?.slug !== row.slug);
  return Promise.all(newest.map((row) => view(ctx, row)));
}

/** One suite by slug, in its newest version. */
export async function getSuite(ctx: Ctx, slug: string): Promise<SuiteView> {
  const [row] = await ctx.db
    .select()
    .from(suite)
    .where(eq(suite.slug, slug))
    .orderBy(desc(suite.version))
    .limit(1);
  if (row !== undefined) return view(ctx, row);
  throw new PlumblineError("not_found", "There is no such suite.", {
    hint: "List them with GET /api/v1/suites.",
  });
}

async function view(ctx: Ctx, row: typeof suite.$inferSelect): Promise<SuiteView> {
  const benchmarks = await ctx.db
    .select({ slug: benchmark.slug, title: benchmark.title, version: benchmarkVersion.version })
    .from(suiteBenchmark)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, suiteBenchmark.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(eq(suiteBenchmark.suiteId, row.id))
    .orderBy(asc(suiteBenchmark.ordinal));
  const { slug, version, title, description } = row;
  return { slug, version, title, description, benchmarks };
}
