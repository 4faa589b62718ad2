import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { benchmark, benchmarkAlias, benchmarkVersion } from "@/db/schema";
import type { Ctx } from "../ctx";

export type ResolvedBenchmark = {
  benchmark: typeof benchmark.$inferSelect;
  version: typeof benchmarkVersion.$inferSelect;
};

/**
 * The version that a name means: a slug or an alias, in any case, for the canonical version; `name@3` for version 3.
 * Throws `unknown_benchmark`.
 */
export async function resolveBenchmark(ctx: Ctx, name: string): Promise<ResolvedBenchmark> {
  const match = /^([^@]+)(?:@v?(\d{1,6}))?$/.exec(name.trim().toLowerCase());
  const slug = match?.[1] ?? "";
  const number = match?.[2];
  const [alias] = await ctx.db.select().from(benchmarkAlias).where(eq(benchmarkAlias.alias, slug));
  const [found] = await ctx.db
    .select({ benchmark, version: benchmarkVersion })
    .from(benchmark)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.benchmarkId, benchmark.id))
    .where(
      and(
        alias === undefined ? eq(benchmark.slug, slug) : eq(benchmark.id, alias.benchmarkId),
        number === undefined
          ? eq(benchmarkVersion.canonical, true)
          : eq(benchmarkVersion.version, Number(number)),
      ),
    );
  if (found !== undefined) return found;
  throw new PlumblineError("unknown_benchmark", `There is no benchmark ${name.slice(0, 100)} here.`, {
    hint: "List the benchmarks with GET /api/v1/benchmarks; an administrator adds one with `plumbline benchmarks import`.",
  });
}
