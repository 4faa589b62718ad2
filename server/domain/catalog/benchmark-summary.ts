import { and, count, desc, eq, inArray } from "drizzle-orm";
import type { BenchmarkSummary } from "@/contracts/board";
import { type benchmark, benchmarkVersion, boardSummary, erratum, run } from "@/db/schema";
import type { Ctx } from "../ctx";

type Row = typeof benchmark.$inferSelect;

/** Cards with versions, public published runs and the noise floor of the chosen (else canonical) version. */
export async function summarise(
  ctx: Ctx,
  rows: readonly Row[],
  chosen?: number,
): Promise<BenchmarkSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const versions = await ctx.db
    .select()
    .from(benchmarkVersion)
    .where(inArray(benchmarkVersion.benchmarkId, ids))
    .orderBy(desc(benchmarkVersion.version));
  const versionIds = versions.map((version) => version.id);
  const runs = await countRuns(ctx, versionIds);
  const floors = await noiseFloors(ctx, versionIds);
  const errata = await errataOf(ctx, ids);
  return rows.map((row) => {
    const own = versions.filter((version) => version.benchmarkId === row.id);
    const shown = own.find((version) =>
      chosen === undefined ? version.canonical : version.version === chosen,
    );
    const protocol = shown?.protocol ?? row.card.protocol;
    return {
      slug: row.slug,
      title: row.title,
      description: row.card.description,
      answerKind: row.card.answerKind,
      access: shown?.access ?? row.card.access,
      redistribution: shown?.redistribution ?? row.card.redistribution,
      licence: row.card.licence,
      source: row.card.source,
      pin: row.card.pin ?? null,
      errata: errata.get(row.id) ?? [],
      version: shown?.version ?? null,
      contentHash: shown?.contentHash ?? null,
      versions: own.map((version) => ({
        version: version.version,
        contentHash: version.contentHash,
        problems: version.problemCount,
        createdAt: version.createdAt.toISOString(),
      })),
      problems: shown?.problemCount ?? 0,
      runs: own.reduce((sum, version) => sum + (runs.get(version.id) ?? 0), 0),
      minimumDetectableEffect: shown === undefined ? null : (floors.get(shown.id) ?? null),
      protocol: {
        instruction: protocol.instruction,
        maxTokens: protocol.maxTokens,
        temperature: protocol.temperature,
        samplesPerProblem: protocol.samplesPerProblem,
      },
    };
  });
}

/** Public published runs only: a private run shows in no count. */
async function countRuns(ctx: Ctx, versionIds: readonly string[]): Promise<Map<string, number>> {
  if (versionIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: run.benchmarkVersionId, runs: count() })
    .from(run)
    .where(
      and(
        inArray(run.benchmarkVersionId, [...versionIds]),
        eq(run.state, "published"),
        eq(run.visibility, "public"),
      ),
    )
    .groupBy(run.benchmarkVersionId);
  return new Map(rows.map((row) => [row.id, row.runs]));
}

async function errataOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, BenchmarkSummary["errata"]>> {
  const rows = await ctx.db
    .select()
    .from(erratum)
    .where(inArray(erratum.benchmarkId, [...ids]))
    .orderBy(erratum.affects, erratum.problemId, erratum.id);
  const found = new Map<string, BenchmarkSummary["errata"]>();
  for (const { benchmarkId, problemId, kind, affects, note, correctedGold, source } of rows) {
    const own = found.get(benchmarkId) ?? [];
    own.push({ problemId, kind, affects, note, correctedGold, source });
    found.set(benchmarkId, own);
  }
  return found;
}

async function noiseFloors(ctx: Ctx, versionIds: readonly string[]): Promise<Map<string, number | null>> {
  if (versionIds.length === 0) return new Map();
  const rows = await ctx.db
    .select()
    .from(boardSummary)
    .where(inArray(boardSummary.benchmarkVersionId, [...versionIds]))
    .orderBy(boardSummary.updatedAt);
  return new Map(rows.map((row) => [row.benchmarkVersionId, row.minimumDetectableEffect]));
}
