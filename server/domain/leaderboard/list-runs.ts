import { and, desc, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { RunListItem } from "@/contracts/board";
import { benchmark, benchmarkVersion, model, run } from "@/db/schema";
import { isAdmin } from "../account";
import type { Ctx } from "../ctx";
import { decodeCursor, encodeCursor } from "./cursor";

/** Runs that the caller may see, newest first: public ones, and those of the caller's team. */
export async function listRuns(
  ctx: Ctx,
  query: {
    benchmark?: string | undefined;
    method?: string | undefined;
    model?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ items: RunListItem[]; nextCursor: string | null }> {
  const own = ctx.actor.type === "account" ? eq(run.teamId, ctx.actor.teamId) : undefined;
  const shown = and(eq(run.visibility, "public"), ne(run.state, "withdrawn"));
  const all = ctx.actor.type === "system" || isAdmin(ctx);
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, ["moment", "string"]);
  const rows = await ctx.db
    .select({ run, model, slug: benchmark.slug, version: benchmarkVersion.version })
    .from(run)
    .innerJoin(model, eq(model.id, run.modelId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(
      and(
        all ? undefined : or(shown, own),
        query.benchmark === undefined ? undefined : eq(benchmark.slug, query.benchmark),
        query.method === undefined ? undefined : eq(run.methodId, query.method),
        query.model === undefined ? undefined : inArray(model.slug, [query.model]),
        after === null
          ? undefined
          : sql`(date_trunc('milliseconds', ${run.createdAt}), ${run.id}) < (${after[0]}::timestamptz, ${after[1]})`,
      ),
    )
    .orderBy(desc(sql`date_trunc('milliseconds', ${run.createdAt})`), desc(run.id))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit).map((row) => ({
    id: row.run.id,
    submissionId: row.run.submissionId,
    kind: row.run.kind,
    state: row.run.state,
    benchmark: row.slug,
    version: row.version,
    method: row.run.methodId,
    model: { slug: row.model.slug, name: row.model.name },
    label: row.model.label,
    samplesPerProblem: row.run.samplesPerProblem,
    createdAt: row.run.createdAt.toISOString(),
    publishedAt: row.run.publishedAt?.toISOString() ?? null,
  }));
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      rows.length > query.limit && last !== undefined ? encodeCursor([last.createdAt, last.id]) : null,
  };
}
