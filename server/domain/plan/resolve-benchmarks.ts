import { getSuite, type ResolvedBenchmark, resolveBenchmark } from "../catalog";
import type { Ctx } from "../ctx";

/** The benchmark versions that a submission names: one benchmark, or those of a suite in its order. */
export async function resolveBenchmarks(
  ctx: Ctx,
  named: { benchmark?: string | undefined; suite?: string | undefined },
): Promise<ResolvedBenchmark[]> {
  if (named.suite === undefined) return [await resolveBenchmark(ctx, named.benchmark ?? "")];
  const { benchmarks } = await getSuite(ctx, named.suite);
  return Promise.all(benchmarks.map((item) => resolveBenchmark(ctx, `${item.slug}@${item.version}`)));
}
