import { and, avg, desc, eq, isNotNull } from "drizzle-orm";
import { benchmarkVersion, endpoint, run, sample } from "@/db/schema";
import type { Ctx } from "../ctx";

/**
 * How many of a model's own tokens one token of the common tokenizer is: the mean prompt of its newest public `direct`
 * run as its server measured it, by what `countPrompts` counts for the same benchmark. 1 where nothing was measured.
 */
export async function promptTokenScale(
  ctx: Ctx,
  servedName: string,
  countPrompts: (version: typeof benchmarkVersion.$inferSelect) => Promise<number>,
): Promise<number> {
  const [newest] = await ctx.db
    .select({ id: run.id, version: benchmarkVersion })
    .from(run)
    .innerJoin(endpoint, eq(endpoint.id, run.endpointId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .where(
      and(
        eq(endpoint.servedName, servedName),
        eq(run.methodId, "direct"),
        eq(run.kind, "generated"),
        eq(run.state, "published"),
        eq(run.visibility, "public"),
      ),
    )
    .orderBy(desc(run.publishedAt))
    .limit(1);
  if (newest === undefined) return 1;
  const [measured] = await ctx.db
    .select({ tokens: avg(sample.promptTokens).mapWith(Number) })
    .from(sample)
    .where(
      and(eq(sample.runId, newest.id), eq(sample.tokenSource, "measured"), isNotNull(sample.promptTokens)),
    );
  const counted = (await countPrompts(newest.version)) / newest.version.problemCount;
  const tokens = measured?.tokens ?? null;
  return tokens === null || !Number.isFinite(tokens) || counted <= 0 ? 1 : tokens / counted;
}
