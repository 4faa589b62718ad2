import { and, asc, eq, sql } from "drizzle-orm";
import { methodCard } from "@/catalog/methods";
import type { RunView, Score } from "@/contracts/board";
import type { Manifest } from "@/contracts/manifest";
import { emptyOutcomeCounts } from "@/contracts/outcome";
import { boardRow, run, runMatrix, sample, score, verdict } from "@/db/schema";
import { decodeRunMatrix, meanTokensPerProblem } from "@/measure";
import type { Ctx } from "../ctx";
import { poolKindOf } from "../metric";
import { assessmentProgress } from "../submission";
import { copiedTraces } from "./copied-traces";
import { pair } from "./get-board";
import { importedSummaries } from "./imported-verdicts";
import { ofPublished } from "./of-published";
import { unrankedReason } from "./unranked-reason";
import { type VisibleRun, visibleRun } from "./visible-run";

const countsOf = ofPublished<Awaited<ReturnType<typeof readCounts>>>();

/** Everything behind a run's numbers but its samples; also while it is under way. */
export async function getRun(ctx: Ctx, runId: string): Promise<RunView> {
  const found = await visibleRun(ctx, runId);
  const [counts, outcomes, tokens, imported] = await countsOf(ctx, found.run, () => readCounts(ctx, found));
  const verified = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const total =
    found.run.kind === "reduced"
      ? found.run.samplesPerProblem * found.version.problemCount
      : found.run.totalSamples;
  const speed = speedOf(ctx, found.run, counts);
  const rows = await ctx.db
    .select({ row: boardRow.row })
    .from(boardRow)
    .where(
      and(
        eq(boardRow.benchmarkVersionId, found.version.id),
        eq(boardRow.verifierKey, found.run.verifierKey),
        eq(boardRow.runId, runId),
      ),
    );
  const reduced = await ctx.db
    .select({ id: run.id })
    .from(run)
    .where(eq(run.sourceRunId, runId))
    .orderBy(asc(run.id));
  return {
    id: found.run.id,
    submissionId: found.run.submissionId,
    kind: found.run.kind,
    state: found.run.state,
    visibility: found.run.visibility,
    benchmark: {
      slug: found.benchmark.slug,
      title: found.benchmark.title,
      version: found.version.version,
      problems: found.version.problemCount,
    },
    method: {
      id: found.run.methodId,
      title: methodCard(found.run.methodId)?.title ?? found.run.methodId,
      params: found.run.methodParams,
    },
    model: { slug: found.model.slug, name: found.model.name },
    label: found.model.label,
    samplesPerProblem: found.run.samplesPerProblem,
    sourceRunId: found.run.sourceRunId,
    reducedRunIds: reduced.map(({ id }) => id),
    progress: { done: counts.done, verified, total, faults: counts.faults },
    assessments: (await assessmentProgress(ctx, [found.run])).get(runId) ?? null,
    tokensPerSecond: speed.tokensPerSecond,
    etaSeconds:
      speed.samplesPerSecond === null ? null : Math.ceil((total - counts.done) / speed.samplesPerSecond),
    scores: await scoresOf(ctx, found.run),
    outcomes,
    imported,
    tokens: {
      meanPerProblem: tokens,
      prompt: counts.prompt,
      completion: counts.completion,
      source: counts.source,
    },
    row: rows[0]?.row ?? null,
    manifestSha256: found.run.manifestSha256,
    verifierKey: found.run.verifierKey,
    unranked: rows[0]?.row.unranked ?? (await unrankedReason(ctx, found.run)),
    copied: await copiedTraces(ctx, found),
    createdAt: found.run.createdAt.toISOString(),
    publishedAt: found.run.publishedAt?.toISOString() ?? null,
  };
}

function readCounts(ctx: Ctx, found: VisibleRun) {
  const { verifierKey } = found.run;
  const poolId = found.run.sourceRunId ?? found.run.id;
  return Promise.all([
    sampleCounts(ctx, poolId),
    outcomeCounts(ctx, poolId, verifierKey),
    meanTokens(ctx, found),
    importedSummaries(ctx, { runId: poolId, verifierKey }),
  ]);
}

/** All scores of a run in their order; empty until it is scored. */
export async function getRunScores(ctx: Ctx, runId: string): Promise<Score[]> {
  return scoresOf(ctx, (await visibleRun(ctx, runId)).run);
}

/** What fixes a run, and the SHA-256 of its canonical JSON. */
export async function getRunManifest(
  ctx: Ctx,
  runId: string,
): Promise<{ manifest: Manifest; sha256: string }> {
  const { run: row } = await visibleRun(ctx, runId);
  return { manifest: row.manifest, sha256: row.manifestSha256 };
}

async function scoresOf(ctx: Ctx, row: typeof run.$inferSelect): Promise<Score[]> {
  const rows = await ctx.db
    .select()
    .from(score)
    .where(and(eq(score.runId, row.id), eq(score.verifierKey, row.verifierKey)))
    .orderBy(asc(score.ordinal));
  return rows.map((item) => ({
    metric: item.metric,
    k: item.k,
    value: item.value,
    interval: {
      newProblems: pair(item.newProblemsLow, item.newProblemsHigh),
      rerun: pair(item.rerunLow, item.rerunHigh),
    },
    n: item.n,
  }));
}

type Counts = {
  done: number;
  faults: number;
  prompt: number | null;
  completion: number | null;
  source: string;
};

/** Integer counts and sums; unknown where any sample's tokens are. */
async function sampleCounts(ctx: Ctx, runId: string): Promise<Counts> {
  const [row] = await ctx.db
    .select({
      done: sql<number>`count(*)::int`,
      faults: sql<number>`(count(*) filter (where ${sample.fault}->>'kind' = 'infra_error'))::int`,
      prompt: sql<string | null>`sum(${sample.promptTokens})`,
      completion: sql<string | null>`sum(${sample.completionTokens})`,
      promptKnown: sql<number>`count(${sample.promptTokens})::int`,
      completionKnown: sql<number>`count(${sample.completionTokens})::int`,
      unknown: sql<number>`(count(*) filter (where ${sample.tokenSource} = 'unknown'))::int`,
      counted: sql<number>`(count(*) filter (where ${sample.tokenSource} = 'counted'))::int`,
    })
    .from(sample)
    .where(eq(sample.runId, runId));
  if (row === undefined) return { done: 0, faults: 0, prompt: null, completion: null, source: "unknown" };
  const whole = row.done - row.faults;
  return {
    done: row.done,
    faults: row.faults,
    prompt: row.promptKnown >= whole && row.prompt !== null ? Number(row.prompt) : null,
    completion: row.completionKnown >= whole && row.completion !== null ? Number(row.completion) : null,
    source: row.done === 0 || row.unknown > row.faults ? "unknown" : row.counted > 0 ? "counted" : "measured",
  };
}

async function outcomeCounts(ctx: Ctx, runId: string, verifierKey: string) {
  const rows = await ctx.db
    .select({ outcome: verdict.outcome, samples: sql<number>`count(*)::int` })
    .from(verdict)
    .where(and(eq(verdict.runId, runId), eq(verdict.verifierKey, verifierKey)))
    .groupBy(verdict.outcome);
  const counts = emptyOutcomeCounts();
  for (const row of rows) counts[row.outcome] = row.samples;
  return counts;
}

async function meanTokens(ctx: Ctx, found: VisibleRun): Promise<number | null> {
  const [stored] = await ctx.db
    .select({ matrix: runMatrix.matrix })
    .from(runMatrix)
    .where(and(eq(runMatrix.runId, found.run.id), eq(runMatrix.verifierKey, found.run.verifierKey)));
  if (stored === undefined) return null;
  return meanTokensPerProblem(decodeRunMatrix(stored.matrix), poolKindOf(found.run));
}

/** Throughput since the run began; null where it is not running. */
function speedOf(ctx: Ctx, row: typeof run.$inferSelect, counts: Counts) {
  const running = row.state === "running" && row.startedAt !== null && counts.done > 0;
  if (!running || row.startedAt === null) return { tokensPerSecond: null, samplesPerSecond: null };
  const seconds = Math.max(1, (ctx.clock.now().getTime() - row.startedAt.getTime()) / 1000);
  return {
    tokensPerSecond: counts.completion === null ? null : counts.completion / seconds,
    samplesPerSecond: counts.done / seconds,
  };
}
