import { and, eq } from "drizzle-orm";
import { BENCHMARK_SOURCES, benchmarkSource } from "@/catalog/benchmarks";
import { generateBenchmark } from "@/catalog/bundled";
import { SUITES, type SuiteCard } from "@/catalog/suites";
import { benchmarkCardSchema } from "@/contracts/benchmark";
import { benchmark, benchmarkVersion, suite, suiteBenchmark } from "@/db/schema";
import { requireSystem } from "../account";
import type { Ctx } from "../ctx";
import { type ImportedBenchmark, importBenchmark, keepingPin } from "./import-benchmark";
import { writeErrata } from "./write-errata";

/**
 * Brings the database up to this software's catalogue: the bundled benchmark as its canonical version, newer cards of
 * benchmarks that were imported before, and the suites. Safe at every start.
 */
export async function syncCatalog(ctx: Ctx): Promise<{ bundled: ImportedBenchmark }> {
  requireSystem(ctx);
  const source = benchmarkSource("bundled");
  if (source === null) throw new Error("the catalogue has no bundled benchmark");
  const problems = generateBenchmark().problems.map((row, index) =>
    source.toProblem({ ...row, level: String(row.level) }, index),
  );
  const bundled = await importBenchmark(ctx, { card: source.card, problems, canonical: true });
  for (const { card } of BENCHMARK_SOURCES) {
    const parsed = benchmarkCardSchema.parse(card);
    const [known] = await ctx.db
      .update(benchmark)
      .set({ title: parsed.title, card: keepingPin(parsed) })
      .where(eq(benchmark.slug, card.slug))
      .returning({ id: benchmark.id });
    if (known !== undefined) await ctx.db.transaction((tx) => writeErrata(ctx, tx, known.id, card.slug));
  }
  for (const card of SUITES) await syncSuite(ctx, card);
  return { bundled };
}

/** A suite fixes the versions of its benchmarks when it is first written; it waits until all of them are here. */
async function syncSuite(ctx: Ctx, card: SuiteCard): Promise<void> {
  const versions: string[] = [];
  for (const slug of card.benchmarks) {
    const [row] = await ctx.db
      .select({ id: benchmarkVersion.id })
      .from(benchmarkVersion)
      .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
      .where(and(eq(benchmark.slug, slug), eq(benchmarkVersion.canonical, true)));
    if (row === undefined) return;
    versions.push(row.id);
  }
  await ctx.db.transaction(async (tx) => {
    const added = await tx
      .insert(suite)
      .values({
        id: ctx.ids.create("suite"),
        slug: card.slug,
        version: card.version,
        title: card.title,
        description: card.description,
        protocol: {},
        createdAt: ctx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: suite.id });
    const suiteId = added[0]?.id;
    if (suiteId === undefined) return;
    await tx
      .insert(suiteBenchmark)
      .values(versions.map((benchmarkVersionId, ordinal) => ({ suiteId, benchmarkVersionId, ordinal })));
  });
}
