import { and, asc, desc, eq, gt, inArray, or, type SQL, sql } from "drizzle-orm";
import type { ModelView } from "@/contracts/catalog";
import { PlumblineError } from "@/contracts/errors";
import { benchmark, benchmarkVersion, boardRow, model, run, team } from "@/db/schema";
import { isAdmin } from "../account";
import type { Ctx } from "../ctx";

const RUNS_PER_MODEL = 200;

/** Models with at least one published run that the caller may see, by slug. */
export async function listModels(
  ctx: Ctx,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: ModelView[]; nextCursor: string | null }> {
  const rows = await ctx.db
    .selectDistinct({ slug: model.slug })
    .from(model)
    .innerJoin(run, eq(run.modelId, model.id))
    .where(and(visible(ctx), page.cursor === undefined ? undefined : gt(model.slug, page.cursor)))
    .orderBy(asc(model.slug))
    .limit(page.limit + 1);
  const slugs = rows.slice(0, page.limit).map((row) => row.slug);
  const items = slugs.length === 0 ? [] : await views(ctx, inArray(model.slug, slugs));
  return { items, nextCursor: rows.length > page.limit ? (slugs.at(-1) ?? null) : null };
}

/** One model by slug; one whose runs are all hidden from the caller does not exist for them. */
export async function getModel(ctx: Ctx, slug: string): Promise<ModelView> {
  const [found] = await views(ctx, eq(model.slug, slug));
  if (found !== undefined && found.runs.length > 0) return found;
  throw new PlumblineError("not_found", "There is no such model.", {
    hint: "List them with GET /api/v1/models.",
  });
}

async function views(ctx: Ctx, which: SQL): Promise<ModelView[]> {
  const models = await ctx.db
    .select({ model, team })
    .from(model)
    .innerJoin(team, eq(team.id, model.teamId))
    .where(which)
    .orderBy(asc(model.slug));
  return Promise.all(
    models.map(async (row) => ({
      slug: row.model.slug,
      name: row.model.name,
      label: row.model.label,
      identity: row.model.identity,
      releasedOn: row.model.releasedOn,
      team: { slug: row.team.slug, name: row.team.name },
      runs: await runsOf(ctx, row.model.id),
    })),
  );
}

async function runsOf(ctx: Ctx, modelId: string): Promise<ModelView["runs"]> {
  const rows = await ctx.db
    .select({
      runId: run.id,
      benchmark: benchmark.slug,
      version: benchmarkVersion.version,
      method: run.methodId,
      // Rows are kilobytes each; only the score of them is shown.
      score: sql<number | null>`(${boardRow.row} ->> 'score')::float8`,
      publishedAt: run.publishedAt,
    })
    .from(run)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .leftJoin(
      boardRow,
      and(
        eq(boardRow.benchmarkVersionId, run.benchmarkVersionId),
        eq(boardRow.verifierKey, run.verifierKey),
        eq(boardRow.runId, run.id),
      ),
    )
    .where(and(eq(run.modelId, modelId), visible(ctx)))
    .orderBy(desc(run.publishedAt), desc(run.id))
    .limit(RUNS_PER_MODEL);
  return rows.map(({ publishedAt, ...rest }) => ({
    ...rest,
    publishedAt: publishedAt?.toISOString() ?? null,
  }));
}

/** Published runs: public ones, and one's own team's; unlisted ones are reached by their address only. */
function visible(ctx: Ctx): SQL | undefined {
  const published = eq(run.state, "published");
  if (ctx.actor.type === "system" || isAdmin(ctx)) return published;
  const open = eq(run.visibility, "public");
  const { actor } = ctx;
  return and(published, actor.type === "account" ? or(open, eq(run.teamId, actor.teamId)) : open);
}
