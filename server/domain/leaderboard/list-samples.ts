import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { SampleSummary } from "@/contracts/board";
import type { Outcome } from "@/contracts/outcome";
import { problemOfSample, verdictOfSample } from "@/db/sample-joins";
import { problem, sample, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { decodeCursor, encodeCursor } from "./cursor";
import { disagrees, importedKeys, theirs } from "./imported-verdicts";
import { textRights } from "./visibility";
import { type VisibleRun, visibleRun } from "./visible-run";

export type SampleQuery = {
  runId: string;
  outcome?: Outcome | undefined;
  problemId?: string | undefined;
  /** Only samples on which the file's own tool judged otherwise. */
  disagree?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
};

const STREAM_PAGE = 1000;

/** Samples of a run in problem order, a page at a time; of a reduced run those of its pool. */
export async function listSamples(
  ctx: Ctx,
  query: SampleQuery,
): Promise<{ items: SampleSummary[]; nextCursor: string | null }> {
  const found = await visibleRun(ctx, query.runId);
  return page(ctx, found, query);
}

/** All samples of a run in the same order, read in pages; who may see the run is checked before the first. */
export async function streamSamples(
  ctx: Ctx,
  query: Pick<SampleQuery, "runId" | "outcome" | "problemId" | "disagree">,
): Promise<AsyncIterable<SampleSummary>> {
  const found = await visibleRun(ctx, query.runId);
  return (async function* () {
    let cursor: string | undefined;
    do {
      const next = await page(ctx, found, { ...query, cursor, limit: STREAM_PAGE });
      yield* next.items;
      cursor = next.nextCursor ?? undefined;
    } while (cursor !== undefined);
  })();
}

async function page(ctx: Ctx, { run: row, version }: VisibleRun, query: SampleQuery) {
  const rights = textRights(ctx, version);
  const poolId = row.sourceRunId ?? row.id;
  const foreignKeys = await importedKeys(ctx, poolId);
  const conditions: (SQL | undefined)[] = [
    eq(sample.runId, poolId),
    query.problemId === undefined ? undefined : eq(sample.problemId, query.problemId),
    query.outcome === undefined ? undefined : eq(verdict.outcome, query.outcome),
    query.disagree === true ? disagrees : undefined,
  ];
  if (query.cursor !== undefined) {
    const [ordinal = -1, index = -1] = decodeCursor(query.cursor, ["integer", "integer"]);
    conditions.push(sql`(${problem.ordinal}, ${sample.sampleIndex}) > (${ordinal}::int, ${index}::int)`);
  }
  const rows = await ctx.db
    .select({
      ordinal: problem.ordinal,
      problemId: sample.problemId,
      sample: sample.sampleIndex,
      outcome: verdict.outcome,
      extracted: verdict.extracted,
      rule: verdict.rule,
      finishReason: sample.finishReason,
      promptTokens: sample.promptTokens,
      completionTokens: sample.completionTokens,
      latencyMs: sample.latencyMs,
      theirKey: theirs.verifierKey,
      theirOutcome: theirs.outcome,
      theirExtracted: theirs.extracted,
    })
    .from(sample)
    .innerJoin(problem, problemOfSample(row.benchmarkVersionId))
    .leftJoin(verdict, verdictOfSample(row.verifierKey))
    .leftJoin(theirs, verdictOfSample(foreignKeys, theirs))
    .where(and(...conditions))
    .orderBy(asc(problem.ordinal), asc(sample.sampleIndex))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const nextCursor =
    rows.length > query.limit && last !== undefined ? encodeCursor([last.ordinal, last.sample]) : null;
  return {
    items: items.map(
      ({ ordinal: _, theirKey, theirOutcome, theirExtracted, ...item }): SampleSummary => ({
        ...item,
        extracted: rights.trace ? item.extracted : null,
        imported:
          theirKey === null || theirOutcome === null
            ? null
            : {
                verifierKey: theirKey,
                outcome: theirOutcome,
                extracted: rights.trace ? theirExtracted : null,
              },
      }),
    ),
    nextCursor,
  };
}
